/**
 * Bringing Jobs into a ledger from the log, with the version of the stream of their name, which goes with their
 * deletion: those that are at work when a controller takes over, and those at rest that somebody gives a command on.
 */
import * as Effect from "effect/Effect"
import type { Job } from "../../domain/job/Job.ts"
import type { EventLog, EventLogError } from "../log/EventLog.ts"
import * as LogHead from "../log/LogHead.ts"
import type { LogRecord } from "../log/LogRecord.ts"
import * as States from "../log/States.ts"
import * as Ledger from "./Ledger.ts"

type Log = EventLog["Service"]

export const put = (
  log: Log,
  ledger: Ledger.Ledger,
  stream: string,
  job: Job
): Effect.Effect<void, EventLogError> =>
  Effect.suspend(() => {
    const { namespace, name } = job.metadata
    Ledger.put(ledger, stream, job)
    return Effect.map(log.readLast(LogHead.nameStream(namespace, name)), (named) => {
      if (named !== undefined) Ledger.take(ledger, named)
    })
  })

/** Looks up the Jobs that records give commands on and the ledger does not have; gives their streams. */
export const forgotten = (
  log: Log,
  ledger: Ledger.Ledger,
  records: ReadonlyArray<LogRecord>
): Effect.Effect<ReadonlyArray<string>, EventLogError> =>
  Effect.forEach(
    records.filter((record) => Ledger.isOfForgotten(ledger, record)),
    ({ stream }) =>
      Effect.gen(function* () {
        yield* put(log, ledger, stream, yield* States.job(log, stream))
        return stream
      })
  )
