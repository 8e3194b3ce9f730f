import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as MemoryContainerRuntime from "../../src/adapters/memory/MemoryContainerRuntime.ts"
import type { PropagationPolicy } from "../../src/domain/manifest/JobSchema.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const stays: Behaviour = { runsFor: "forever", exitCode: 0, onTerm: "ignores" }

/** The runtime forgets all its Pods, and then the Job is deleted; or the other way round. */
const story = (policy: PropagationPolicy, isDeletedFirst: boolean) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(Lived.manifest({ completions: 3, parallelism: 3 }))
    const first = yield* Lived.controlled()
    yield* Lived.pass(1000)
    if (isDeletedFirst) yield* jobs.delete(Lived.name, policy)
    if (isDeletedFirst) yield* Lived.pass(500)
    yield* Fiber.interrupt(first)
    if (!isDeletedFirst) yield* jobs.delete(Lived.name, policy)
    const forgetful = Layer.fresh(MemoryContainerRuntime.layer(() => stays))
    yield* Effect.provide(Effect.andThen(Lived.controlled(), Lived.pass(3000)), forgetful)
    yield* Lawful.exercises("K29")
    return yield* Lawful.history
  })

describe(`K29 ${Regression.headingOf("K29")}`, () => {
  it.each([
    ["Foreground", false],
    ["Foreground", true],
    ["Background", false],
    ["Background", true]
  ] as const)("goes with its Pods, deleted in %s (first: %s)", async (policy, isDeletedFirst) => {
    const events = await Lived.lived(() => stays, story(policy, isDeletedFirst))
    assert.strictEqual(Lawful.count(events, "JobDeleted"), 1)
    assert.strictEqual(Lawful.count(events, "PodDeleted"), 3)
    assert.strictEqual(Lawful.count(events, "NameReleased"), 1)
  })
})
