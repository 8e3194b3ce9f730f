import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
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

/** A controller stalls before the end of its Pod; another takes over; then the first one wants to write what it saw. */
const story = Effect.gen(function* () {
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
  yield* Lived.controlled()
  yield* Lived.pass(1000)
  yield* Deferred.succeed(goOn, undefined)
  const end = yield* Effect.flip(Fiber.join(first))
  const late = yield* Effect.flip(runtime.remove(1, "a-pod"))
  yield* Lived.pass(30_000)
  return { end, late, events: yield* Lawful.history, status: yield* Lawful.status }
})

describe(`Q1 ${Regression.headingOf("Q1")}`, () => {
  it("writes nothing of what it saw, and asks for nothing, once another has taken over", async () => {
    const { end, late, events, status } = await Lived.lived(() => fails, story)
    assert.deepStrictEqual(end, new Superseded({ epoch: 1, current: 2 }))
    assert.deepStrictEqual(late, new Superseded({ epoch: 1, current: 2 }))
    const runs = Lawful.of(events, "ContainerExited").map(({ ordinal, attempt }) => `${ordinal}/${attempt}`)
    assert.deepStrictEqual(runs, ["0/0", "1/0"])
    assert.deepInclude(status, { failed: 2 })
  })
})
