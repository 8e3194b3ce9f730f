import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { assert, describe, it } from "vitest"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

/** A Job comes to its end; then controllers come and go. */
const story = Effect.gen(function* () {
  const jobs = yield* Jobs.Jobs
  yield* jobs.create(Lived.manifest({ completions: 2, backoffLimit: 0 }))
  const first = yield* Lived.controlled()
  yield* Lived.pass(5000)
  yield* Fiber.interrupt(first)
  const before = { status: yield* Lawful.status, events: yield* Lawful.history }
  for (let time = 0; time < 3; time += 1) {
    const controller = yield* Lived.controlled()
    yield* Lived.pass(20_000)
    yield* Fiber.interrupt(controller)
  }
  const after = { status: yield* Lawful.status, events: yield* Lawful.history }
  // Only when something happens to it the law has something to say.
  yield* jobs.delete(Lived.name, "Background")
  yield* Lawful.exercises("N7")
  return { before, after }
})

describe(`N7 ${Regression.headingOf("N7")}`, () => {
  it.each([
    ["complete", 0, "JobCompleted"],
    ["failed", 1, "JobFailed"]
  ] as const)("leaves a Job that is %s as it was", async (_, exitCode, end) => {
    const { before, after } = await Lived.lived(() => ({ runsFor: 1000, exitCode }), story)
    assert.strictEqual(Lawful.count(before.events, end), 1)
    assert.deepStrictEqual(after.status, before.status)
    const more = after.events.slice(before.events.length).map(({ _tag }) => _tag)
    assert.deepStrictEqual(more, ["ControllerStarted", "ControllerStarted", "ControllerStarted"])
  })
})
