/**
 * Watches a simulation, batch by batch, and writes the answer (TR-22 to TR-28).
 */
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import * as Timestamp from "../../domain/data/Timestamp.ts"
import type { Event } from "../../domain/event/Event.ts"
import type { Batch } from "../../domain/job/Decider.ts"
import * as Job from "../../domain/job/Job.ts"
import * as JobStatus from "../../domain/projection/JobStatus.ts"
import * as KubernetesEvents from "../../domain/projection/KubernetesEvents.ts"
import * as PodHistory from "../../domain/projection/PodHistory.ts"
import type * as Answer from "./Answer.ts"

/** TR-23, TR-25. */
const statusesMax = 200
const eventsMax = 3000

export type Names = "generated" | "ordinal"

export interface Recorder {
  readonly batch: (batch: Batch) => void
  readonly rejected: (at: number, command: number, errors: ReadonlyArray<string>) => void
  readonly answer: () => Answer.Answer
}

/** The state in which the interim condition stood alone, where the batch made it final at once (JC-30, JC-31). */
const interim = (job: Job.Job): Job.Job => ({
  ...job,
  conditions: job.conditions.filter(({ type }) => type !== "Failed" && type !== "Complete"),
  completionTime: undefined
})

const isTerminal = ({ _tag }: Event): boolean => _tag === "JobFailed" || _tag === "JobCompleted"

/** Once the Job object is gone its status stands still; in the foreground it goes last. */
const showsStatus = ({ deletedAt, deletion, at }: Job.Job): boolean =>
  deletedAt === undefined || (deletedAt === at && deletion?.propagationPolicy === "Foreground")

const exactOrNull = (at: number | undefined): string | null => (at === undefined ? null : Timestamp.exact(at))
const timeOrNull = (at: number | undefined): string | null => (at === undefined ? null : Timestamp.format(at))

const ordinalName = (job: string, { index, ordinal }: { index: number | undefined; ordinal: number }): string =>
  index === undefined ? `${job}-#${ordinal}` : `${job}-${index}-#${ordinal}`

const finishedAt = (job: Job.Job): number | undefined =>
  job.conditions.find(({ type, status }) => status === "True" && (type === "Failed" || type === "Complete"))?.transitionAt

export const make = (names: Names): Recorder => {
  let history = PodHistory.initialState
  let shown = Job.initialState
  let last = Job.initialState
  const statuses: Array<Answer.StatusEntry> = []
  let truncated = 0
  const events: Array<Answer.Event> = []
  const rejections: Array<Answer.Rejected> = []

  const nameOf = (pod: PodHistory.PodRecord): string =>
    names === "ordinal" ? ordinalName(last.metadata.name, pod) : pod.name

  const podName = (ordinal: number): string => {
    const pod = OrdinalMap.get(history.pods, ordinal)
    return pod === undefined ? "" : nameOf(pod)
  }

  const show = (job: Job.Job): void => {
    if (JobStatus.isSame(shown, job) && shown.generation > 0) return
    shown = job
    if (statuses.length < statusesMax) statuses.push({ at: Timestamp.exact(job.at), status: JobStatus.of(job) })
    else truncated += 1
  }

  const event = (happened: Event): void => {
    history = PodHistory.evolve(history, happened)
    if (events.length >= eventsMax) return
    const emitted = KubernetesEvents.of(
      happened._tag === "PodCreated" ? { ...happened, name: podName(happened.ordinal) } : happened,
      podName
    )
    if (emitted !== undefined) events.push({ ...emitted, at: Timestamp.exact(emitted.at) })
  }

  const pod = (record: PodHistory.PodRecord): Answer.Pod => ({
    name: nameOf(record),
    index: record.index ?? null,
    attempt: record.attempt,
    ordinal: record.ordinal,
    createdAt: Timestamp.format(record.createdAt),
    startedAt: timeOrNull(record.startedAt),
    finishedAt: timeOrNull(record.finishedAt),
    deletionRequestedAt: exactOrNull(record.deletionRequestedAt),
    deletedAt: exactOrNull(record.deletedAt),
    phase: record.phase,
    exitCode: record.exitCode ?? null,
    restarts: record.restarts
  })

  return {
    batch: (batch) => {
      last = batch.job
      batch.events.forEach(event)
      if (!showsStatus(batch.job)) return
      if (batch.events.some(isTerminal)) show(interim(batch.job))
      show(batch.job)
    },
    rejected: (at, command, errors) => {
      rejections.push({ at: Timestamp.exact(at), command, errors })
    },
    answer: () => ({
      status: JobStatus.of(shown),
      finishedAt: timeOrNull(finishedAt(shown)),
      deletedAt: exactOrNull(last.deletedAt),
      pods: OrdinalMap.values(history.pods).map(pod),
      statusHistory: statuses,
      ...(truncated === 0 ? {} : { statusHistoryTruncated: truncated }),
      events,
      ...(rejections.length === 0 ? {} : { rejected: rejections })
    })
  }
}
