/**
 * Laws of how a Job ends: one verdict, which stands, and which becomes final once.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import { holds, type Law, type Objection, type Saying } from "./Law.ts"
import * as Memory from "./Memory.ts"
import * as RunMemory from "./RunMemory.ts"

const firstVerdict = ({ job: { verdict, finish }, deletion }: Memory.Memory): Saying => {
  if (finish !== undefined || deletion.isDeleted) return "nobody looks at the Job any more"
  return verdict === undefined ? holds : `the Job has its verdict ${verdict.reason} already`
}

export const aJobHasOneVerdict: Law = {
  name: "aJobHasOneVerdict",
  rules: "JC-33, AJ-103 to AJ-105",
  text: "Failure target or success criteria: one of them, once, and it stays.",
  events: { FailureTargetSet: firstVerdict, SuccessCriteriaMet: firstVerdict }
}

type Verdict = Decision & { readonly reason: string; readonly message: string }

const follows = (memory: Memory.Memory, interim: Verdict["_tag"], final: Verdict): Saying => {
  const { verdict } = memory.job
  if (verdict?._tag !== interim) return `${interim} does not stand`
  return final.reason === verdict.reason && final.message === verdict.message
    ? holds
    : `the reason was ${verdict.reason}, and is ${final.reason} now`
}

export const theInterimConditionComesFirst: Law = {
  name: "theInterimConditionComesFirst",
  rules: "JC-30, JC-31, JC-33, AJ-124, AJ-125",
  text: "FailureTarget stands before Failed and SuccessCriteriaMet before Complete, with the same reason and message.",
  events: {
    JobFailed: (memory, event) => follows(memory, "FailureTargetSet", event),
    JobCompleted: (memory, event) => follows(memory, "SuccessCriteriaMet", event)
  }
}

const allPodsEnded = ({ pods: { active, terminating, tracked } }: Memory.Memory): Saying => {
  if (active > 0) return `${active} Pods are active`
  if (terminating > 0) return `${terminating} Pods are terminating`
  return tracked === 0 ? holds : `${tracked} Pods are not released`
}

export const noVerdictIsFinalWhilePodsLive: Law = {
  name: "noVerdictIsFinalWhilePodsLive",
  rules: "JC-32, AJ-126, AJ-129",
  text: "A Job fails or completes when every one of its Pods has ended and was released.",
  events: { JobFailed: allPodsEnded, JobCompleted: allPodsEnded }
}

/** A finished Job has a start time, except one that was created suspended and without completions (AJ-127). */
const mayFinish = ({ job: { spec, startTime } }: Memory.Memory): boolean =>
  startTime !== undefined || (spec?.suspend === true && spec.completions === 0)

export const aVerdictWaitsForPodsAlone: Law = {
  name: "aVerdictWaitsForPodsAlone",
  rules: "JC-32, JC-59, AJ-127",
  text:
    "When a batch ends and a verdict stands, no Pod is active, and it is final unless Pods are terminating or a " +
    "suspended Job has no start time to show.",
  batch: ({ memory }) => {
    const { verdict, finish } = memory.job
    const { active, terminating } = memory.pods
    if (verdict === undefined || memory.deletion.isDeleted || memory.deletion.isOrphaned) return undefined
    if (active > 0) return `${active} Pods are active`
    return finish === undefined && terminating === 0 && mayFinish(memory)
      ? `nothing keeps ${verdict.reason} from being final`
      : holds
  }
}

const finished = ({ job: { finish } }: Memory.Memory): Objection =>
  finish === undefined ? undefined : "the Job has finished"

export const nothingFollowsJobFinished: Law = {
  name: "nothingFollowsJobFinished",
  rules: "JC-33, JC-51",
  text: "After JobCompleted or JobFailed nothing is decided but the Job's cleaning up.",
  events: {
    JobStarted: finished,
    JobSuspended: finished,
    JobResumed: finished,
    SuccessCriteriaMet: finished,
    FailureTargetSet: finished,
    JobCompleted: finished,
    JobFailed: finished,
    BackoffArmed: finished,
    IndexBackoffArmed: finished,
    DeadlineArmed: finished,
    PodCreated: finished,
    PodScheduled: finished,
    PodStarted: finished,
    PodReady: finished,
    ContainerRestartDecided: finished,
    PodSucceeded: finished,
    PodFailed: finished,
    PodReleased: finished,
    PodDeletionRequested: finished
  },
  batch: ({ before }) => (Job.isFinished(before) ? holds : undefined)
}

const deleted = ({ deletion }: Memory.Memory): Objection =>
  deletion.isDeleted ? "the Job is gone" : undefined

export const nothingFollowsJobDeleted: Law = {
  name: "nothingFollowsJobDeleted",
  rules: "JC-49, TR-20",
  text: "After JobDeleted nothing is decided about the Job; Pods that outlive it end by themselves.",
  events: {
    JobStarted: deleted,
    JobSuspended: deleted,
    JobResumed: deleted,
    SuccessCriteriaMet: deleted,
    FailureTargetSet: deleted,
    JobCompleted: deleted,
    JobFailed: deleted,
    BackoffArmed: deleted,
    IndexBackoffArmed: deleted,
    DeadlineArmed: deleted,
    TTLArmed: deleted,
    JobExpired: deleted,
    JobDeleted: deleted,
    PodCreated: deleted
  },
  batch: ({ before }) => (before.deletedAt === undefined ? undefined : holds)
}

const isComplete = (memory: Memory.Memory): boolean =>
  memory.pods.active === 0 && Memory.succeeded(memory) >= (memory.job.spec?.completions ?? 1)

export const successMeansCompletionsReached: Law = {
  name: "successMeansCompletionsReached",
  rules: "JC-62, JC-64, JC-65",
  text:
    "A Job has succeeded, but by its success policy, when no Pod is active and `completions` (of a work queue one) " +
    "have succeeded.",
  events: {
    SuccessCriteriaMet: (memory, { reason }) => {
      if (reason === "SuccessPolicy") return undefined
      return isComplete(memory)
        ? holds
        : `${Memory.succeeded(memory)} of ${memory.job.spec?.completions ?? 1} succeeded, ${memory.pods.active} Pods are active`
    }
  }
}

export const reachedCompletionsAreSeen: Law = {
  name: "reachedCompletionsAreSeen",
  rules: "JC-62, JC-64, JC-65",
  text: "When a batch ends, no Job without verdict has all it needs to succeed.",
  batch: ({ memory }) => {
    if (!isComplete(memory)) return undefined
    if (Memory.isOpen(memory)) return `${Memory.succeeded(memory)} have succeeded`
    return memory.job.verdict === undefined ? undefined : holds
  }
}

/** Pods that have failed by now, counted or not (JC-10, JC-12, JC-54). */
const failures = (memory: Memory.Memory): number => {
  const isEarly = memory.job.spec?.podReplacementPolicy === "TerminatingOrFailed"
  const uncounted = OrdinalMap.filter(
    memory.pods.inHand,
    (pod) =>
      pod.isTracked &&
      !Memory.isBeyond(memory, pod) &&
      pod.action !== "Ignore" &&
      (pod.end === "Failed" || (isEarly && pod.isAskedByUser && pod.end === undefined))
  )
  return memory.counts.failed + uncounted.length
}

/** Restarts in place of Pods that have not ended (JC-105). */
const restarts = ({ job: { template }, pods }: Memory.Memory): number =>
  template.restartPolicy === "OnFailure"
    ? OrdinalMap.reduce(pods.inHand, 0, (sum, { end, runs }) =>
        end === undefined ? runs.reduce((all, run) => all + RunMemory.restartCount(run), sum) : sum
      )
    : 0

export const backoffLimitsAreNotForestalled: Law = {
  name: "backoffLimitsAreNotForestalled",
  rules: "JC-54, JC-104, JC-105",
  text: "A Job fails by BackoffLimitExceeded only when more Pods failed, or as many restarted in place, as it allows.",
  events: {
    FailureTargetSet: (memory, { reason }) => {
      if (reason !== "BackoffLimitExceeded") return undefined
      const { backoffLimit = 0 } = memory.job.spec ?? {}
      if (failures(memory) > backoffLimit || restarts(memory) >= Math.max(1, backoffLimit)) return holds
      return `${failures(memory)} failures and ${restarts(memory)} restarts, the limit is ${backoffLimit}`
    }
  }
}

export const failuresStayWithinBackoffLimit: Law = {
  name: "failuresStayWithinBackoffLimit",
  rules: "JC-104, JC-105",
  text:
    "When a batch ends, a Job without verdict has at most `backoffLimit` failures, and under OnFailure fewer restarts " +
    "in place (none for the limit 0).",
  batch: ({ batch: { job }, memory }) => {
    const { restarts: inPlace } = job.podSet.tally
    if ((job.failed === 0 && inPlace === 0) || !Memory.isOpen(memory)) return undefined
    const { backoffLimit } = job.spec
    if (job.failed > backoffLimit) return `${job.failed} failures, ${backoffLimit} are allowed`
    const again = memory.job.template.restartPolicy === "OnFailure" ? inPlace : 0
    if (again > 0 && again >= backoffLimit) return `${again} restarts, the limit is ${backoffLimit}`
    return again > 0 || job.failed > 0 ? holds : undefined
  }
}
