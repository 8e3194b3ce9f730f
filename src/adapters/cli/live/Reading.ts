/**
 * Reads a store without taking part in it: no controller, no containers, nothing is written.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { JobNotFound } from "../../../domain/command/Admission.ts"
import type * as Jobs from "../../../runtime/control/Jobs.ts"
import { EventLog, type EventLogError } from "../../../runtime/log/EventLog.ts"
import * as LogHead from "../../../runtime/log/LogHead.ts"
import * as Replay from "../../../runtime/log/Replay.ts"
import * as SqliteEventLog from "../../sqlite/SqliteEventLog.ts"
import * as StorePath from "../StorePath.ts"

export const layer = (directory: string): Layer.Layer<EventLog, EventLogError> =>
  SqliteEventLog.layer({ path: StorePath.database(directory), readOnly: true })

const collect = (
  streams: Map<string, Replay.Replayed>,
  records: ReturnType<EventLog["Service"]["readAll"]>
): Effect.Effect<void, EventLogError> =>
  Stream.runForEach(records, (record) => Effect.sync(() => Replay.take(streams, record)))

/** Every Job the log knows, also those that are gone, in the order of their creation. */
export const all: Effect.Effect<ReadonlyArray<Replay.Replayed>, EventLogError, EventLog> = Effect.gen(
  function* () {
    const log = yield* EventLog
    const streams = new Map<string, Replay.Replayed>()
    yield* collect(streams, log.readAll(0))
    return [...streams.values()]
  }
)

/** The Job that bears a name, or bore it last. */
export const job = (
  reference: Jobs.Reference
): Effect.Effect<Replay.Replayed, JobNotFound | EventLogError, EventLog> =>
  Effect.gen(function* () {
    const log = yield* EventLog
    const { namespace, name } = reference
    const events = yield* Stream.runCollect(log.readStream(LogHead.nameStream(namespace, name)))
    const uid = events.reduce((last, { event }) => (event._tag === "NameTaken" ? event.uid : last), "")
    const streams = new Map<string, Replay.Replayed>()
    yield* collect(streams, log.readStream(LogHead.jobStream(uid)))
    const [found] = [...streams.values()]
    const missing: JobNotFound = { _tag: "JobNotFound", name }
    return found ?? (yield* Effect.fail(missing))
  })
