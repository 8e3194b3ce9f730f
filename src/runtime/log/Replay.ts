/**
 * Replay: the states a log leads to, at its end, at a position or at an instant. Needs no clock and no waiting (P3).
 */
import * as Event from "../../domain/event/Event.ts"
import * as Evolve from "../../domain/job/Evolve.ts"
import * as Job from "../../domain/job/Job.ts"
import * as PodHistory from "../../domain/projection/PodHistory.ts"
import type { LogRecord } from "./LogRecord.ts"

/** Where to stop, inclusive: a position of the log, an instant in epoch milliseconds, or the end. */
export interface Until {
  readonly seq?: number
  readonly at?: number
}

/** One Job at a moment: its state, and every Pod it had until then. */
export interface Replayed {
  readonly stream: string
  readonly job: Job.Job
  readonly pods: PodHistory.PodHistory
}

const initialState = (stream: string): Replayed => ({
  stream,
  job: Job.initialState,
  pods: PodHistory.initialState
})

const evolve = ({ stream, job, pods }: Replayed, event: Event.Event): Replayed => ({
  stream,
  job: Evolve.evolve(job, event),
  pods: PodHistory.evolve(pods, event)
})

const isWithin = (record: LogRecord, { seq, at }: Until): boolean =>
  (seq === undefined || record.seq <= seq) && (at === undefined || record.event.at <= at)

/** Takes the next record of a log in; for logs that are read record by record. Only Jobs are looked at. */
export const take = (streams: Map<string, Replayed>, { stream, event }: LogRecord): void => {
  if (Event.isOfJob(event)) streams.set(stream, evolve(streams.get(stream) ?? initialState(stream), event))
}

/** The Jobs of a log, in the order of their creation. Records are taken in the order given. */
export const replay = (records: Iterable<LogRecord>, until: Until = {}): ReadonlyArray<Replayed> => {
  const streams = new Map<string, Replayed>()
  for (const record of records) {
    if (isWithin(record, until)) take(streams, record)
  }
  return [...streams.values()]
}
