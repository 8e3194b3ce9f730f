import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import { ContainerRuntime, Superseded } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../src/runtime/log/EventLog.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const fails: Behaviour = { runsFor: 1000, exitCode: 1 }

/** A log whose appends hang from some moment on, until they may go on. */
const stalling = (log: EventLog["Service"], stall: { isOn: boolean }, goOn: Deferred.Deferred<void>) =>
  EventLog.of({
    ...log,
    append: (batches) =>
      Effect.suspend(() =>
        stall.isOn ? Effect.andThen(Deferred.await(goOn), log.append(batches)) : log.append(batches)
      )
  })

/**
 * A controller stalls before the end of its Pod; another takes over, and hears of it or not; then the first one wants
 * to write what it saw.
 */
const story = (hears: boolean) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const log = yield* EventLog
    const runtime = yield* ContainerRuntime
    const stall = { isOn: false }
    const goOn = yield* Deferred.make<void>()
    yield* jobs.create(Lived.manifest({ backoffLimit: 1 }))
    const first = yield* Effect.provideService(Lived.controlled(), EventLog, stalling(log, stall, goOn))
    yield* Lived.pass(500)
    stall.isOn = true
    yield* Lived.pass(2000)
    const heard = hears ? runtime : { ...runtime, attach: () => Stream.never }
    yield* Effect.provideService(Lived.controlled(), ContainerRuntime, heard)
    yield* Lived.pass(1000)
    yield* Deferred.succeed(goOn, undefined)
    const end = yield* Effect.flip(Fiber.join(first))
    yield* Lived.pass(30_000)
    return { end, events: yield* Lawful.history, status: yield* Lawful.status }
  })

const superseded = new Superseded({ epoch: 1, current: 2 })

describe(`Q1 ${Regression.headingOf("Q1")}`, () => {
  it("writes nothing into the record of another that has taken over", async () => {
    const { end, events, status } = await Lived.lived(() => fails, story(true))
    assert.deepStrictEqual(end, superseded)
    const runs = Lawful.of(events, "ContainerExited").map(({ ordinal, attempt }) => `${ordinal}/${attempt}`)
    assert.deepStrictEqual(runs, ["0/0", "1/0"])
    assert.deepInclude(status, { failed: 2 })
  })

  it("writes nothing either where the other does not know better", async () => {
    const { end, events, status } = await Lived.lived(() => fails, story(false))
    assert.deepStrictEqual(end, superseded)
    assert.strictEqual(Lawful.count(events, "ContainerExited"), 0)
    assert.deepInclude(status, { active: 1 })
  })

  it("is not obeyed by the runtime any more", async () => {
    const asked = Effect.gen(function* () {
      const runtime = yield* ContainerRuntime
      yield* runtime.remove(2, "a-pod")
      return yield* Effect.flip(runtime.stop(1, { pod: "a-pod", container: "main", attempt: 0, killAt: 0 }))
    })
    assert.deepStrictEqual(await Lived.lived(() => fails, asked), superseded)
  })
})
