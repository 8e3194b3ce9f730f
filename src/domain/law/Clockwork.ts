/**
 * Laws of time: deadlines, suspension, TTL, and the timers that see to them.
 */
import * as Condition from "../job/Condition.ts"
import * as Job from "../job/Job.ts"
import { holds, type Law, type Objection } from "./Law.ts"
import * as Memory from "./Memory.ts"

const secondMillis = 1000

/** When the Job will have been active for too long (JC-129, JC-131). */
const deadline = ({ job: { spec, startTime } }: Memory.Memory): number | undefined =>
  spec?.activeDeadlineSeconds === undefined || spec.suspend || startTime === undefined
    ? undefined
    : startTime + spec.activeDeadlineSeconds * secondMillis

export const deadlinesAreKept: Law = {
  name: "deadlinesAreKept",
  rules: "JC-129, JC-130, P3",
  text: "When a batch ends, no Job is past its deadline without a verdict, and the deadline's timer is armed.",
  batch: ({ batch: { job }, memory }) => {
    const due = Memory.isOpen(memory) ? deadline(memory) : undefined
    if (due === undefined) return undefined
    if (job.at >= due) return `the deadline passed at ${due}`
    return job.due.deadline === due ? holds : `the deadline is ${due}, its timer rings at ${job.due.deadline}`
  }
}

export const deadlinesAreNotForestalled: Law = {
  name: "deadlinesAreNotForestalled",
  rules: "JC-129, JC-131",
  text: "A Job fails by DeadlineExceeded only when its active time reached the deadline.",
  events: {
    FailureTargetSet: (memory, { at, reason }) => {
      if (reason !== "DeadlineExceeded") return undefined
      const due = deadline(memory)
      return due !== undefined && at >= due ? holds : `the deadline is ${due}`
    }
  }
}

/** Its clock starts in the second in which it is set going (TR-2). */
const startsNow = ({ at, startTime }: { readonly at: number; readonly startTime: number }): Objection =>
  startTime === at - (at % secondMillis) ? undefined : `the clock starts at ${startTime}`

export const runningJobsHaveStarted: Law = {
  name: "runningJobsHaveStarted",
  rules: "JC-55, JC-132, JC-134",
  text: "`startTime` is set once for each time a Job runs: at its start, and when it resumes.",
  events: {
    JobStarted: ({ job: { spec, startTime } }, event) => {
      if (spec?.suspend === true) return "the Job is suspended"
      return startTime === undefined ? (startsNow(event) ?? holds) : `the Job started at ${startTime}`
    },
    JobResumed: (_, event) => startsNow(event)
  },
  batch: ({ batch: { job }, memory }) => {
    if (job.startTime !== memory.job.startTime)
      return `startTime is ${job.startTime}, recorded was ${memory.job.startTime}`
    if (memory.job.spec?.suspend !== false || !Memory.isOpen(memory)) return undefined
    return memory.job.startTime === undefined ? "a running Job has no startTime" : holds
  }
}

export const suspendedJobsHaveNoActivePods: Law = {
  name: "suspendedJobsHaveNoActivePods",
  rules: "JC-70, JC-131, JC-132",
  text: "When a batch ends, a suspended Job has no active Pod, says so, and its clock stands still.",
  batch: ({ batch: { job }, memory }) => {
    if (!Memory.isOpen(memory) || memory.deletion.policy !== undefined) return undefined
    const isSuspended = memory.job.spec?.suspend === true
    if (
      memory.job.isSuspended !== isSuspended ||
      Condition.isTrue(job.conditions, "Suspended") !== isSuspended
    )
      return `suspend is ${isSuspended}, reported was ${memory.job.isSuspended}`
    if (!isSuspended) return undefined
    if (memory.pods.active > 0) return `${memory.pods.active} Pods are active`
    return memory.job.startTime === undefined && job.due.deadline === undefined ? holds : "the clock runs"
  }
}

export const suspensionAlternates: Law = {
  name: "suspensionAlternates",
  rules: "JC-28, JC-132, JC-134",
  text: "A Job that is suspended is reported as resumed next, and only a suspended Job resumes.",
  events: {
    JobSuspended: ({ job: { spec, isSuspended } }) =>
      isSuspended || spec?.suspend !== true ? "the Job is not to be suspended" : holds,
    JobResumed: ({ job: { spec, isSuspended } }) =>
      !isSuspended || spec?.suspend !== false ? "the Job is not to be resumed" : holds
  }
}

export const ttlsAreKept: Law = {
  name: "ttlsAreKept",
  rules: "CL-1, CL-2, TR-21, P3",
  text: "When a batch ends, a finished Job past its TTL is being deleted, and the timer of one that is not is armed.",
  batch: ({ batch: { job }, memory }) => {
    const seconds = memory.job.spec?.ttlSecondsAfterFinished
    const finishedAt = Job.finishedAt(job)
    if (seconds === undefined || finishedAt === undefined || memory.deletion.policy !== undefined)
      return undefined
    const due = finishedAt + seconds * secondMillis
    if (job.at >= due) return `the TTL was over at ${due}`
    return job.due.ttl === due ? holds : `the TTL is over at ${due}, its timer rings at ${job.due.ttl}`
  }
}

export const ttlsAreNotForestalled: Law = {
  name: "ttlsAreNotForestalled",
  rules: "CL-1, CL-2",
  text: "A Job expires only when it has finished and its TTL is over since.",
  events: {
    JobExpired: ({ job: { spec, finish } }, { at }) => {
      if (finish === undefined) return "the Job has not finished"
      const seconds = spec?.ttlSecondsAfterFinished
      // The API keeps whole seconds (TR-2).
      const finishedAt = finish.at - (finish.at % secondMillis)
      return seconds !== undefined && at >= finishedAt + seconds * secondMillis
        ? holds
        : `it finished at ${finishedAt}, the TTL is ${seconds} s`
    }
  }
}
