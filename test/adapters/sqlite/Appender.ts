/**
 * A process that appends: PATH NAME ROUNDS. It appends to streams of its own name and to one that it shares with
 * others, all at once, and prints each stream and version that was acknowledged. Without ROUNDS it never ends.
 */
import { writeSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import { batch, elapsed } from "../../../src/testing/EventLogStory.ts"

const [path = "", name = "", rounds = "Infinity"] = process.argv.slice(2)

const versionOf = (stream: string) =>
  Effect.flatMap(EventLog, (log) => Stream.runCount(log.readStream(stream)))

/** Three events and one in a stream beside it; the version after it. Whoever was overtaken looks again. */
const append = (stream: string, version: number): Effect.Effect<number, unknown, EventLog> =>
  Effect.gen(function* () {
    const log = yield* EventLog
    yield* log.append([
      batch(stream, version, elapsed(3)),
      batch(`beside ${stream}`, version / 3, elapsed(1))
    ])
    writeSync(1, `${stream} ${version + 3}\n`)
    return version + 3
  }).pipe(
    Effect.catchTag("Conflict", () => Effect.flatMap(versionOf(stream), (actual) => append(stream, actual)))
  )

const lane = (stream: string) =>
  Effect.gen(function* () {
    let version = yield* versionOf(stream)
    for (let round = 0; round < Number(rounds); round += 1) version = yield* append(stream, version)
  })

await Effect.runPromise(
  Effect.forEach([`${name}/a`, `${name}/b`, `${name}/c`, "shared"], lane, {
    concurrency: "unbounded"
  }).pipe(Effect.provide(SqliteEventLog.layer({ path })))
)
