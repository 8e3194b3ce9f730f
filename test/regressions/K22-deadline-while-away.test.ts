import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const stays: Behaviour = { runsFor: "forever", exitCode: 0 }

/** The controller is away from one moment to another; when the deadline of five seconds led to a verdict. */
const away = (from: number, to: number) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(Lived.manifest({ activeDeadlineSeconds: 5 }))
    const first = yield* Lived.controlled()
    yield* Lived.pass(from)
    yield* Fiber.interrupt(first)
    yield* Lived.pass(to - from)
    yield* Lived.controlled()
    yield* Lived.pass(8000)
    yield* Lawful.exercises("K22")
    const events = yield* Lawful.history
    const begun = Lawful.of(events, "JobCreated")[0]?.at ?? 0
    return {
      verdicts: Lawful.of(events, "FailureTargetSet").map(({ at, reason }) => [at - begun, reason]),
      failed: Lawful.count(events, "JobFailed")
    }
  })

const moments = [50, 500, 1000, 2500, 4000, 4950]

describe(`K22 ${Regression.headingOf("K22")}`, () => {
  it.each(moments)(
    "comes to the deadline in time, when the controller is away for 50 ms after %i",
    async (from) =>
      assert.deepStrictEqual(await Lived.lived(() => stays, away(from, from + 50)), {
        verdicts: [[5000, "DeadlineExceeded"]],
        failed: 1
      })
  )

  it.each(moments)("comes to it at once when the controller is back, and was away since %i", async (from) => {
    const { verdicts, failed } = await Lived.lived(() => stays, away(from, 60_000))
    assert.deepStrictEqual(verdicts, [[60_000, "DeadlineExceeded"]])
    assert.strictEqual(failed, 1)
  })
})
