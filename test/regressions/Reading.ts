/**
 * A log that is watched: how much is read of it, and which streams are appended to.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { EventLog } from "../../src/runtime/log/EventLog.ts"

export interface Seen {
  /** Records and states that were read, of whatever stream. */
  read: number
  readonly streams: Set<string>
}

export const nothing = (): Seen => ({ read: 0, streams: new Set() })

export const watched = (log: EventLog["Service"], seen: Seen): EventLog["Service"] => {
  const reading = <A, E>(records: Stream.Stream<A, E>) =>
    Stream.tap(records, () => Effect.sync(() => (seen.read += 1)))
  return EventLog.of({
    ...log,
    append: (batches) =>
      Effect.suspend(() => {
        for (const { stream, events } of batches) if (events.length > 0) seen.streams.add(stream)
        return log.append(batches)
      }),
    readStream: (stream) => reading(log.readStream(stream)),
    readAll: (behind) => reading(log.readAll(behind)),
    readStates: (wanted) => reading(log.readStates(wanted))
  })
}
