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

const succeeds: Behaviour = { runsFor: 1000, exitCode: 0 }

/** The runtime forgets a Pod that runs, as a node that starts anew; then it goes on. */
const story = (spec: Parameters<typeof Lived.manifest>[0]) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(Lived.manifest(spec))
    const first = yield* Lived.controlled()
    yield* Lived.pass(500)
    yield* Fiber.interrupt(first)
    const forgetful = Layer.fresh(MemoryContainerRuntime.layer(() => succeeds))
    yield* Effect.provide(Effect.andThen(Lived.controlled(), Lived.pass(20_000)), forgetful)
    yield* Lawful.exercises("A2")
    return { events: yield* Lawful.history, status: yield* Lawful.status }
  })

describe(`A2 ${Regression.headingOf("A2")}`, () => {
  it("says that the container was lost, and tries again", async () => {
    const { events, status } = await Lived.lived(() => succeeds, story({ backoffLimit: 1 }))
    assert.strictEqual(Lawful.count(events, "ContainerLost"), 1)
    assert.strictEqual(Lawful.count(events, "ContainerExited"), 1)
    assert.deepInclude(status, { succeeded: 1, failed: 1 })
  })

  it("does not count it where a policy says so", async () => {
    const rules = [{ action: "Ignore", onExitCodes: { operator: "In", values: [137] } }]
    const { status } = await Lived.lived(
      () => succeeds,
      story({ backoffLimit: 0, podFailurePolicy: { rules } })
    )
    assert.deepInclude(status, { succeeded: 1 })
    assert.isUndefined(status.failed)
  })
})
