/**
 * A Job as a table: where it stands, its conditions, its Pods.
 */
import * as OrdinalMap from "../../../domain/data/OrdinalMap.ts"
import * as Timestamp from "../../../domain/data/Timestamp.ts"
import type * as Condition from "../../../domain/job/Condition.ts"
import * as Job from "../../../domain/job/Job.ts"
import * as JobObject from "../../../domain/projection/JobObject.ts"
import type * as PodHistory from "../../../domain/projection/PodHistory.ts"
import * as Clock from "../../../runtime/story/Clock.ts"
import * as Columns from "../../../runtime/story/Columns.ts"
import * as Style from "../../../runtime/story/Style.ts"
import * as JobRows from "../kubectl/JobRows.ts"

/** The word of `kubectl get jobs`; a Job that is gone and was not finished was deleted. */
const status = (job: Job.Job, object: JobObject.JobObject): string =>
  job.deletedAt !== undefined && !Job.isFinished(job) ? "Deleted" : JobRows.status(object)

/** From the start to the end, or to now. */
const duration = (job: Job.Job, now: number): string => {
  if (job.startTime === undefined) return ""
  const end = job.completionTime ?? Job.finishedAt(job) ?? job.deletedAt ?? now
  return Clock.span(Math.max(0, end - job.startTime))
}

export const headings = ["NAME", "STATUS", "COMPLETIONS", "FAILED", "ACTIVE", "DURATION"] as const

/** `now` is the last event, unless told otherwise. */
export const row = (job: Job.Job, now = job.at): ReadonlyArray<string> => {
  const object = JobObject.of(job)
  return [
    job.metadata.name,
    status(job, object),
    JobRows.completions(object),
    String(job.failed),
    String(job.podSet.tally.active),
    duration(job, now)
  ]
}

const conditionRow = ({ type, status: holds, transitionAt, reason, message }: Condition.Condition) => [
  type,
  holds,
  Timestamp.format(transitionAt),
  reason,
  Style.printable(message)
]

/** The Job's line and its conditions. */
export const lines = (job: Job.Job, now = job.at): ReadonlyArray<string> => [
  ...Columns.align([headings, row(job, now)]),
  ...(job.conditions.length === 0
    ? []
    : [
        "",
        ...Columns.align([
          ["CONDITION", "STATUS", "SINCE", "REASON", "MESSAGE"],
          ...job.conditions.map(conditionRow)
        ])
      ])
]

const podStatus = ({ phase, deletedAt, deletionRequestedAt, reason }: PodHistory.PodRecord): string => {
  if (phase === "Succeeded" || phase === "Failed") return reason ?? phase
  if (deletedAt !== undefined) return "Deleted"
  return deletionRequestedAt === undefined ? phase : "Terminating"
}

const instant = (at: number | undefined): string => (at === undefined ? "-" : Timestamp.exact(at))

/** Every Pod the Job had. */
export const pods = (history: PodHistory.PodHistory): ReadonlyArray<string> => {
  const all = OrdinalMap.values(history.pods)
  if (all.length === 0) return []
  return Columns.align([
    ["POD", "STATUS", "RESTARTS", "EXIT CODE", "CREATED", "STARTED", "FINISHED", "DELETED"],
    ...all.map((pod) => [
      pod.name,
      podStatus(pod),
      String(pod.restarts),
      pod.exitCode === undefined ? "-" : String(pod.exitCode),
      instant(pod.createdAt),
      instant(pod.startedAt),
      instant(pod.finishedAt),
      instant(pod.deletedAt)
    ])
  ])
}
