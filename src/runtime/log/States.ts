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

const streamOf = (told: Told): string => (told._tag === "State" ? told.stream : told.record.stream)

/** What is told next of a Job. */
const learnt = (before: Job.Job, told: Told): Job.Job =>
  told._tag === "State" ? StoredState.jobOf(told.text) : after(before, told.record)

/** The Job of a stream; a Job of version 0 where nothing is known of it. */
export const job = (log: Log, stream: string): Effect.Effect<Job.Job, EventLogError> =>
  Stream.runFold(log.readStates({ stream }), () => Job.initialState, learnt)

/** All Jobs but those that have come further than a standing, in the order of their creation. */
export const jobs = (log: Log, upTo: Standing.Standing): Effect.Effect<ReadonlyArray<Known>, EventLogError> =>
  Effect.gen(function* () {
    const all: Array<Known> = []
    let stream = ""
    let last = Job.initialState
    const close = (): void => {
      if (stream !== "" && Standing.isUpTo(last, upTo)) all.push({ stream, job: last })
      last = Job.initialState
    }
    const take = (told: Told): void => {
      const next = streamOf(told)
      if (next !== stream) close()
      stream = next
      last = learnt(last, told)
    }
    yield* Stream.runForEachArray(log.readStates({ upTo }), (told) => Effect.sync(() => told.forEach(take)))
    close()
    return all
  })
