/**
 * A process that gives up many questions and closes its store: PATH. It prints `closed` once the store is.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"

const [path = ""] = process.argv.slice(2)

await Effect.runPromise(
  Effect.gen(function* () {
    const log = yield* EventLog
    const asking = yield* Effect.forEach(Array.from({ length: 100 }), () =>
      Effect.forkChild(log.head, { startImmediately: true })
    )
    yield* Fiber.interruptAll(asking)
  }).pipe(Effect.provide(SqliteEventLog.layer({ path })))
)
process.stdout.write("closed\n")
