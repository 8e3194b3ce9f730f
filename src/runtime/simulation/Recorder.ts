/**
 * Watches a simulation, batch by batch, and writes the answer (TR-22 to TR-28).
 */
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import * as Timestamp from "../../domain/data/Timestamp.ts"
import type { Event } from "../../domain/event/Event.ts"
import type { Batch } from "../../domain/job/Decider.ts"
import * as Evolve from "../../domain/job/Evolve.ts"
import * as Finalizers from "../../domain/job/Finalizers.ts"
import * as Job from "../../domain/job/Job.ts"
import * as JobStatus from "../../domain/projection/JobStatus.ts"
import * as KubernetesEvents from "../../domain/projection/KubernetesEvents.ts"
import * as PodHistory from "../../domain/projection/PodHistory.ts"
import type * as Answer from "./Answer.ts"
import * as OrdinalNames from "./OrdinalNames.ts"
import type { Observer } from "./Session.ts"

/** TR-23, TR-25. */
const statusesMax = 200
const eventsMax = 3000

/** How Pods are named in the answer: as they were, or `<job>-<index>-#<ordinal>` (TR-28). */
export type Names = "generated" | "ordinal"

export interface Recorder {
  readonly names: Names
  history: PodHistory.PodHistory
  /** The Job as its last status shows it, and as it is. */
  shown: Job.Job
  last: Job.Job
  truncated: number
  readonly statuses: Array<Answer.StatusEntry>
  readonly events: Array<Answer.Event>
  readonly rejections: Array<Answer.Rejected>
}

export const make = (names: Names): Recorder => ({
  names,
  history: PodHistory.initialState,
  shown: Job.initialState,
  last: Job.initialState,
  truncated: 0,
  statuses: [],
  events: [],
  rejections: []
})

const show = (recorder: Recorder, job: Job.Job): void => {
  if (JobStatus.isSame(recorder.shown, job) && Job.exists(recorder.shown)) return
  recorder.shown = job
  if (recorder.statuses.length === statusesMax) recorder.truncated += 1
  else recorder.statuses.push({ at: Timestamp.exact(job.at), status: JobStatus.of(job) })
}

const note = (recorder: Recorder, event: Event): void => {
  recorder.history = PodHistory.evolve(recorder.history, event)
  if (recorder.events.length === eventsMax) return
  const emitted = KubernetesEvents.of(
    event,
    (ordinal) => OrdinalMap.get(recorder.history.pods, ordinal)?.name ?? ""
  )
  if (emitted !== undefined) recorder.events.push({ ...emitted, at: Timestamp.exact(emitted.at) })
}

const isTerminal = ({ _tag }: Event): boolean => _tag === "JobFailed" || _tag === "JobCompleted"

/** The state in which the interim condition stood alone, where the batch made it final at once (JC-30, JC-31). */
const interim = (job: Job.Job): Job.Job => ({
  ...job,
  conditions: job.conditions.filter(({ type }) => type !== "Failed" && type !== "Complete"),
  completionTime: undefined
})

const isCollector = (event: Event): boolean =>
  event._tag === "JobDeleted" ||
  event._tag === "FinishedPodsDeleted" ||
  (event._tag === "PodDeletionRequested" && event.by === "GarbageCollector")

/** The state that was looked at last: nobody writes a status of a Job that the collector has removed. */
const lastSeen = (before: Job.Job, { events, job }: Batch): Job.Job =>
  job.deletedAt === undefined ? job : Evolve.replay(events.slice(0, events.findIndex(isCollector)), before)

/** Nothing keeps the Job: it is gone before anybody looks at it. */
const goesAtOnce = ({ events, job }: Batch): boolean =>
  job.deletedAt !== undefined &&
  Finalizers.of(job.metadata).length === 0 &&
  events.some(({ _tag }) => _tag === "JobDeleted")

const batch = (recorder: Recorder, decided: Batch): void => {
  const before = recorder.last
  recorder.last = decided.job
  decided.events.forEach((event) => note(recorder, event))
  if (before.deletedAt !== undefined || goesAtOnce(decided)) return
  const seen = lastSeen(before, decided)
  if (decided.events.some(isTerminal)) show(recorder, interim(seen))
  show(recorder, seen)
}

const rejected = (recorder: Recorder, at: number, command: number, errors: ReadonlyArray<string>): void => {
  recorder.rejections.push({ at: Timestamp.exact(at), command, errors })
}

/** What a session tells, written down. */
export const observer = (recorder: Recorder): Observer => ({
  batch: (decided) => batch(recorder, decided),
  rejected: (at, command, errors) => rejected(recorder, at, command, errors)
})

const exactOrNull = (at: number | undefined): string | null => (at === undefined ? null : Timestamp.exact(at))
const timeOrNull = (at: number | undefined): string | null => (at === undefined ? null : Timestamp.format(at))

/** The code of a Pod that may run again in place is not shown (TR-24). */
const exitCode = ({ phase, exitCode: code }: PodHistory.PodRecord): number | null =>
  phase === "Succeeded" || phase === "Failed" ? (code ?? null) : null

/** The annotations that count an index's failures (TR-24). */
const failureCounts = ({
  indexFailures
}: PodHistory.PodRecord): Pick<Answer.Pod, "indexFailureCount" | "indexIgnoredFailureCount"> => {
  if (indexFailures === undefined) return {}
  const indexFailureCount = String(indexFailures.counted)
  return indexFailures.ignored === 0
    ? { indexFailureCount }
    : { indexFailureCount, indexIgnoredFailureCount: String(indexFailures.ignored) }
}

const pod = (record: PodHistory.PodRecord): Answer.Pod => ({
  name: record.name,
  index: record.index ?? null,
  attempt: record.attempt,
  ordinal: record.ordinal,
  createdAt: Timestamp.format(record.createdAt),
  startedAt: timeOrNull(record.startedAt),
  finishedAt: timeOrNull(record.finishedAt),
  deletionRequestedAt: exactOrNull(record.deletionRequestedAt),
  deletedAt: exactOrNull(record.deletedAt),
  phase: record.phase,
  exitCode: exitCode(record),
  restarts: record.restarts,
  ...failureCounts(record)
})

const written = (recorder: Recorder): Answer.Answer => ({
  status: JobStatus.of(recorder.shown),
  finishedAt: timeOrNull(Job.finishedAt(recorder.shown)),
  deletedAt: exactOrNull(recorder.last.deletedAt),
  pods: OrdinalMap.values(recorder.history.pods).map(pod),
  statusHistory: recorder.statuses,
  ...(recorder.truncated === 0 ? {} : { statusHistoryTruncated: recorder.truncated }),
  events: recorder.events,
  ...(recorder.rejections.length === 0 ? {} : { rejected: recorder.rejections })
})

export const answer = (recorder: Recorder): Answer.Answer =>
  recorder.names === "ordinal" ? OrdinalNames.normalised(written(recorder)) : written(recorder)
