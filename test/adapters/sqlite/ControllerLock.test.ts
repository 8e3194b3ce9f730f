import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdirSync } from "node:fs"
import { resolve } from "node:path"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { assert, describe, it, onTestFinished } from "vitest"
import * as ControllerLock from "../../../src/adapters/sqlite/ControllerLock.ts"
import * as Stores from "./Stores.ts"

/** Takes the lock and says so; holds it until it is interrupted. */
const holder = (path: string, who: string, said: Array<string>) =>
  Effect.scoped(
    Effect.gen(function* () {
      yield* ControllerLock.hold(path)
      said.push(who)
      yield* Effect.never
    })
  )

/** Some turns of those who wait. */
const aWhile = Effect.sleep("350 millis")

const until = (isSo: () => boolean): Effect.Effect<void> =>
  Effect.suspend(() => (isSo() ? Effect.void : Effect.andThen(Effect.sleep("20 millis"), until(isSo))))

const start = <E>(effect: Effect.Effect<void, E>) => Effect.forkChild(effect, { startImmediately: true })

describe("the lock of a store's controller", () => {
  it("has one holder, and the next when that one lets go", async () => {
    const path = Stores.path()
    const said: Array<string> = []
    const story = Effect.gen(function* () {
      const first = yield* start(holder(path, "first", said))
      const second = yield* start(holder(path, "second", said))
      yield* aWhile
      assert.deepStrictEqual(said, ["first"])
      yield* Fiber.interrupt(first)
      yield* until(() => said.length === 2)
      assert.deepStrictEqual(said, ["first", "second"])
      yield* Fiber.interrupt(second)
    })
    await Effect.runPromise(story)
  })

  it("is not taken by who waits no longer", async () => {
    const path = Stores.path()
    const said: Array<string> = []
    const story = Effect.gen(function* () {
      const first = yield* start(holder(path, "first", said))
      const second = yield* start(holder(path, "second", said))
      yield* Fiber.interrupt(second)
      yield* Fiber.interrupt(first)
      yield* aWhile
      assert.deepStrictEqual(said, ["first"])
      const third = yield* start(holder(path, "third", said))
      assert.deepStrictEqual(said, ["first", "third"])
      yield* Fiber.interrupt(third)
    })
    await Effect.runPromise(story)
  })

  it("goes with the process that holds it, however it ends", async () => {
    const path = Stores.path()
    const said: Array<string> = []
    const other = spawn(process.execPath, [resolve("test/adapters/sqlite/Holder.ts"), path])
    onTestFinished(() => void other.kill("SIGKILL"))
    await once(other.stdout, "data")
    const story = Effect.gen(function* () {
      const mine = yield* start(holder(path, "mine", said))
      yield* aWhile
      assert.deepStrictEqual(said, [])
      other.kill("SIGKILL")
      yield* until(() => said.length === 1)
      yield* Fiber.interrupt(mine)
    })
    await Effect.runPromise(story)
  })

  it("says where it cannot be taken at all", async () => {
    const path = Stores.path()
    mkdirSync(path, { recursive: true })
    const refused = await Effect.runPromise(Effect.flip(Effect.scoped(ControllerLock.hold(path))))
    assert.include(refused.reason, `${path}: cannot be locked: `)
  })
})
