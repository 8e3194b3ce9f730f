import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Story from "../../src/testing/equivalence/Story.ts"
import { share } from "../Laws.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as StoryArbitrary from "./StoryArbitrary.ts"

/** Lives a story by the controller, in virtual time. */
const lived = (told: Story.Story) =>
  Lived.lived(
    Story.act(told),
    Effect.gen(function* () {
      yield* TestClock.setTime(Scenario.startOf({ manifest: told.manifest }))
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(told.manifest)
      yield* Lived.controlled()
      yield* Effect.forkChild(Story.commanded(told), { startImmediately: true })
      yield* Effect.repeat(TestClock.adjust(250), { times: told.until / 250 - 1 })
      yield* Lived.history
      return Story.outcome(yield* jobs.get(Lived.name))
    })
  )

describe("a story", { timeout: 120_000 }, () => {
  it("comes to the same when it is played and when it is lived", async () =>
    fc.assert(
      fc.asyncProperty(StoryArbitrary.story, async (told) => {
        assert.deepStrictEqual(await lived(told), Story.played(told))
      }),
      { numRuns: share(2) }
    ))
})
