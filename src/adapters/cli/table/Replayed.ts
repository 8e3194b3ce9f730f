/**
 * A Job at a moment of its log: as data, and as a table.
 */
import * as OrdinalMap from "../../../domain/data/OrdinalMap.ts"
import * as Timestamp from "../../../domain/data/Timestamp.ts"
import * as JobStatus from "../../../domain/projection/JobStatus.ts"
import type * as PodHistory from "../../../domain/projection/PodHistory.ts"
import * as Timers from "../../../domain/projection/Timers.ts"
import type { Replayed } from "../../../runtime/log/Replay.ts"
import * as Columns from "../../../runtime/story/Columns.ts"
import * as PendingWords from "../../../runtime/story/PendingWords.ts"
import * as JobTable from "./JobTable.ts"

const instant = (at: number | undefined): string | null => (at === undefined ? null : Timestamp.exact(at))

const whole = (at: number | undefined): string | null => (at === undefined ? null : Timestamp.format(at))

/** As an answer shows it: `createdAt`, `startedAt` and `finishedAt` cut to seconds (TR-24). */
const pod = (record: PodHistory.PodRecord) => ({
  name: record.name,
  index: record.index ?? null,
  attempt: record.attempt,
  ordinal: record.ordinal,
  createdAt: whole(record.createdAt),
  startedAt: whole(record.startedAt),
  finishedAt: whole(record.finishedAt),
  deletionRequestedAt: instant(record.deletionRequestedAt),
  deletedAt: instant(record.deletedAt),
  phase: record.phase,
  exitCode: record.phase === "Succeeded" || record.phase === "Failed" ? (record.exitCode ?? null) : null,
  restarts: record.restarts
})

interface Timer {
  readonly timer: string
  readonly due: string
}

/** What rings next of itself: the Job's own timers, and restarts in place. */
const timers = ({ job, pods }: Replayed): ReadonlyArray<Timer> => {
  const own = Timers.timers.flatMap((timer) => {
    const at = Timers.due(job, timer)
    return at === undefined || at < job.at ? [] : [{ timer, at }]
  })
  const restarts = OrdinalMap.values(job.podSet.pods).flatMap(({ ordinal, containers }) =>
    containers.flatMap(({ due, state }) =>
      state === "BackingOff" && due !== undefined
        ? [{ timer: `restart of ${OrdinalMap.get(pods.pods, ordinal)?.name ?? ""}`, at: due }]
        : []
    )
  )
  return [...own, ...restarts]
    .toSorted((left, right) => left.at - right.at)
    .map(({ timer, at }) => ({ timer, due: Timestamp.exact(at) }))
}

const datum = (replayed: Replayed) => {
  const { job, stream, pods } = replayed
  return {
    stream,
    version: job.resourceVersion,
    at: Timestamp.exact(job.at),
    name: job.metadata.name,
    namespace: job.metadata.namespace,
    generation: job.generation,
    status: JobStatus.of(job),
    deletedAt: instant(job.deletedAt),
    pods: OrdinalMap.values(pods.pods).map(pod),
    timers: timers(replayed),
    waitsFor: PendingWords.lines(job, job.at)
  }
}

/** One Job is an object, several are a list of them. */
export const data = (jobs: ReadonlyArray<Replayed>): unknown => {
  const [only] = jobs
  return only !== undefined && jobs.length === 1 ? datum(only) : jobs.map(datum)
}

const block = (replayed: Replayed, now: number): ReadonlyArray<string> => {
  const { job, stream, pods } = replayed
  const due = timers(replayed)
  const own = JobTable.pods(pods)
  const pending = PendingWords.lines(job, now)
  return [
    `${stream} at version ${job.resourceVersion}, ${Timestamp.exact(now)}`,
    "",
    ...JobTable.lines(job, now),
    ...(own.length === 0 ? [] : ["", ...own]),
    ...(due.length === 0
      ? []
      : ["", ...Columns.align([["TIMER", "DUE"], ...due.map((timer) => [timer.timer, timer.due])])]),
    ...(pending.length === 0 ? [] : ["", ...pending.map((line) => `Waits for ${line}`)])
  ]
}

/** `now`: the instant that was asked for, if one was. */
export const table = (jobs: ReadonlyArray<Replayed>, now: number | undefined): string =>
  jobs.length === 0
    ? "No Job at this moment.\n"
    : `${jobs.map((replayed) => block(replayed, now ?? replayed.job.at).join("\n")).join("\n\n")}\n`
