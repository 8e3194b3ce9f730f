/**
 * What happens to the Job, in words.
 */
import type { Event } from "../../domain/event/Event.ts"
import type { Batch } from "../../domain/job/Decider.ts"
import type * as Job from "../../domain/job/Job.ts"
import * as Defaults from "../../domain/manifest/Defaults.ts"
import type { JobSpec } from "../../domain/manifest/JobSchema.ts"
import * as Clock from "./Clock.ts"
import * as Entry from "./Entry.ts"
import type { PodEvent } from "./PodWords.ts"
import * as SpecWords from "./SpecWords.ts"

type JobEvent = Exclude<Event, PodEvent>

const plural = (count: number, one: string, many = `${one}s`): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`

/** What is to be done, and how much of it at a time. */
const work = ({ completions, completionMode, parallelism }: JobSpec): string => {
  if (completions === undefined) return `a work queue, ${plural(parallelism, "Pod")} at a time`
  const wanted =
    completionMode === "Indexed" ? plural(completions, "index", "indexes") : plural(completions, "completion")
  return `${wanted}, ${parallelism} at a time`
}

/** The limit that hardly binds is not told (AJ-13). */
const allowed = ({
  backoffLimit,
  backoffLimitPerIndex,
  maxFailedIndexes
}: JobSpec): ReadonlyArray<string> => [
  ...(backoffLimitPerIndex === undefined || backoffLimit < Defaults.unlimitedFailures
    ? [`${plural(backoffLimit, "failure")} allowed`]
    : []),
  ...(backoffLimitPerIndex === undefined ? [] : [`${plural(backoffLimitPerIndex, "failure")} of an index`]),
  ...(maxFailedIndexes === undefined
    ? []
    : [`${plural(maxFailedIndexes, "failed index", "failed indexes")} allowed`])
]

/** What a spec asks for. */
const asked = (spec: JobSpec): string =>
  [
    work(spec),
    ...allowed(spec),
    ...(spec.activeDeadlineSeconds === undefined
      ? []
      : [`deadline ${Clock.span(spec.activeDeadlineSeconds * 1000)}`]),
    ...(spec.suspend ? ["suspended"] : [])
  ].join(", ")

/** A verdict that becomes final in the same step is told then. */
const verdict = (
  { at, reason, message }: { readonly at: number; readonly reason: string; readonly message: string },
  { events }: Batch,
  text: string
): Entry.Entry | undefined =>
  events.some(({ _tag }) => _tag === "JobFailed" || _tag === "JobCompleted")
    ? undefined
    : Entry.plain(at, `${text}: ${reason}, ${message}`, "waiting")

const backoff = ({ at, due, failures }: Extract<Event, { readonly _tag: "BackoffArmed" }>): Entry.Entry =>
  Entry.plain(
    at,
    `Back-off ${Clock.roughly(due - at)} before the next Pod, after ${plural(failures, "failure")} without a success`,
    "waiting"
  )

const timerTags = [
  "BackoffArmed",
  "IndexBackoffArmed",
  "BackoffElapsed",
  "DeadlineArmed",
  "DeadlineExceeded",
  "TTLArmed"
] as const

type TimerEvent = Extract<JobEvent, { readonly _tag: (typeof timerTags)[number] }>

const isTimer = (event: JobEvent): event is TimerEvent => timerTags.some((tag) => tag === event._tag)

const timer = (event: TimerEvent): Entry.Entry => {
  const { at } = event
  switch (event._tag) {
    case "BackoffArmed":
      return backoff(event)
    case "IndexBackoffArmed":
      return Entry.plain(at, `Back-off ${Clock.roughly(event.due - at)} before the next index`, "waiting")
    case "BackoffElapsed":
      return Entry.plain(at, "Back-off over", "dim")
    case "DeadlineArmed":
      return Entry.plain(at, `Deadline in ${Clock.roughly(event.due - at)}`, "dim")
    case "DeadlineExceeded":
      return Entry.plain(at, "Deadline reached", "bad")
    case "TTLArmed":
      return Entry.plain(at, `Finished Job will be deleted in ${Clock.roughly(event.due - at)}`, "dim")
  }
}

const removed = (ordinals: ReadonlyArray<readonly [number, number]>): number =>
  ordinals.reduce((sum, [first, last]) => sum + last - first + 1, 0)

/** The entry that tells an event, if it is told. `before`: the Job before the event. */
export const of = (event: JobEvent, batch: Batch, before: Job.Job | undefined): Entry.Entry | undefined => {
  if (isTimer(event)) return timer(event)
  const { at } = event
  switch (event._tag) {
    case "JobCreated":
      return Entry.plain(at, `Job ${event.metadata.name} created: ${asked(event.spec)}`, "strong")
    case "JobSpecChanged":
      return Entry.plain(at, SpecWords.changes((before ?? batch.job).spec, event.spec), "strong")
    case "JobMetadataChanged":
      return Entry.plain(at, SpecWords.metadataChanges((before ?? batch.job).metadata, event))
    case "JobDeletionRequested":
      return Entry.plain(at, `Job is deleted, propagation ${event.propagationPolicy}`, "strong")
    case "JobSuspended":
      return Entry.plain(at, "Job suspended", "waiting")
    case "JobResumed":
      return Entry.plain(at, "Job resumed")
    case "JobExpired":
      return Entry.plain(at, "Time to live is over: Job is deleted, propagation Foreground", "strong")
    case "JobFinalizerRemoved":
      return Entry.plain(at, `Finalizer ${event.finalizer} removed`)
    case "JobDeleted":
      return Entry.plain(at, "Job gone", "strong")
    case "SuccessCriteriaMet":
      return verdict(event, batch, "Job will complete")
    case "FailureTargetSet":
      return verdict(event, batch, "Job will fail")
    case "JobCompleted":
      return Entry.plain(at, "Job complete", "good")
    case "JobFailed":
      return Entry.plain(at, `Job failed: ${event.reason}, ${event.message}`, "bad")
    case "FinishedPodsDeleted":
      return Entry.plain(at, `${plural(removed(event.ordinals), "finished Pod")} removed`)
    case "RulesAdopted":
      return Entry.plain(at, `Decided by rules ${event.rules} from here on`)
    case "JobStarted":
    case "TTLExpired":
      return undefined
  }
}
