import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as MemoryContainerRuntime from "../../src/adapters/memory/MemoryContainerRuntime.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const stays: Behaviour = { runsFor: "forever", exitCode: 0 }

/** A controller and a runtime of its own, which both are gone after a while, with all that ran. */
const life = (started: Array<string>, millis: number) =>
  Effect.gen(function* () {
    const controller = yield* Lived.controlled()
    yield* Lived.pass(millis)
    yield* Fiber.interrupt(controller)
  }).pipe(
    Effect.provide(
      Layer.fresh(
        MemoryContainerRuntime.layer(({ pod }) => {
          started.push(pod)
          return stays
        })
      )
    )
  )

const story = (started: Array<string>) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(Lived.manifest({ backoffLimit: 2 }))
    for (let time = 0; time < 12; time += 1) yield* life(started, 15_000)
    yield* Lawful.exercises("N4")
    return { events: yield* Lawful.history, status: yield* Lawful.status }
  })

describe(`N4 ${Regression.headingOf("N4")}`, () => {
  it("runs the work as often as the limit allows, however often the runtime is lost", async () => {
    const started: Array<string> = []
    const { events, status } = await Lived.lived(() => stays, story(started))
    assert.lengthOf(started, 3)
    assert.strictEqual(new Set(started).size, 3)
    assert.strictEqual(Lawful.count(events, "ContainerLost"), 3)
    assert.deepInclude(status, { failed: 3 })
    assert.strictEqual(Lawful.count(events, "JobFailed"), 1)
  })
})
