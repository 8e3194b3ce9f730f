/**
 * A process that takes the lock of a store: PATH. It says so, and holds it until it is killed.
 */
import { writeSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as ControllerLock from "../../../src/adapters/sqlite/ControllerLock.ts"

const [path = ""] = process.argv.slice(2)

const held = Effect.andThen(
  ControllerLock.hold(path),
  Effect.sync(() => writeSync(1, "held\n"))
)

// A timer keeps a process alive; waiting for ever does not.
setInterval(() => undefined, 60_000)
await Effect.runPromise(Effect.scoped(Effect.andThen(held, Effect.never)))
