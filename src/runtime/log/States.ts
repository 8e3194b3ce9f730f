/**
 * The Jobs of a log as they stand: what it tells of them, folded.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Event from "../../domain/event/Event.ts"
import * as Evolve from "../../domain/job/Evolve.ts"
import * as Job from "../../domain/job/Job.ts"
import * as Standing from "../../domain/job/Standing.ts"
import type { EventLog, EventLogError, Told } from "./EventLog.ts"
import type { LogRecord } from "./LogRecord.ts"
import * as StoredState from "./StoredState.ts"

export interface Known {
  readonly stream: string
  readonly job: Job.Job
}

type Log = EventLog["Service"]

/** A Job after the next record of its stream; any other record, as one that is folded already, changes nothing. */
export const after = (before: Job.Job, { version, event }: LogRecord): Job.Job =>
  version === before.resourceVersion + 1 && Event.isOfJob(event) ? Evolve.evolve(before, event) : before

/** What is known of the stream that is being told. */
const learnt = (known: Known | undefined, told: Told): Known => {
  if (told._tag === "State") return { stream: told.stream, job: StoredState.jobOf(told.text) }
  const { stream } = told.record
  const before = known?.stream === stream ? known : { stream, job: Job.initialState }
  return { ...before, job: after(before.job, told.record) }
}

/** The Job of a stream; a Job of version 0 where nothing is known of it. */
export const job = (log: Log, stream: string): Effect.Effect<Job.Job, EventLogError> =>
  Effect.map(
    Stream.runFold(log.readStates({ stream }), (): Known | undefined => undefined, learnt),
    (known) => known?.job ?? Job.initialState
  )

/** All Jobs but those that have come further than a standing, in the order of their creation. */
export const jobs = (log: Log, upTo: Standing.Standing): Effect.Effect<ReadonlyArray<Known>, EventLogError> =>
  Effect.gen(function* () {
    const all: Array<Known> = []
    const close = (known: Known | undefined): void => {
      if (known !== undefined && Standing.isUpTo(known.job, upTo)) all.push(known)
    }
    let last: Known | undefined
    const take = (told: Told): void => {
      const next = learnt(last, told)
      if (next.stream !== last?.stream) close(last)
      last = next
    }
    yield* Stream.runForEachArray(log.readStates({ upTo }), (told) => Effect.sync(() => told.forEach(take)))
    close(last)
    return all
  })
