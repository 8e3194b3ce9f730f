import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe, it } from "vitest"
import * as MemoryContainerRuntime from "../../../src/adapters/memory/MemoryContainerRuntime.ts"
import * as Job from "../../../src/domain/job/Job.ts"
import type { Run } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import { stories } from "../../../src/testing/equivalence/Stories.ts"
import * as Story from "../../../src/testing/equivalence/Story.ts"
import * as MortalController from "../../../src/testing/MortalController.ts"
import * as Stores from "./Stores.ts"

/** Those that nobody changes, and that do not hang on what comes first, the disk or the clock. */
const told = [
  "all indexes succeed",
  "a failure is retried after its back-off (JC-94)",
  "a container runs again in place (LC-31)",
  "one container comes before, and one runs beside (LC-42, LC-52)"
]

/** Time goes on when the store has answered, until the Job has finished. */
const untilFinished = (reference: Jobs.Reference) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    for (let turn = 0; turn < 2000; turn += 1) {
      const job = yield* jobs.get(reference)
      if (Job.isFinished(job)) return job
      yield* TestClock.adjust(100)
    }
    return assert.fail("it does not finish")
  })

/** What a story comes to, and what was started, where every controller dies after two appends. */
const lived = async (story: Story.Story, death: MortalController.Fate["death"]) => {
  const starts: Array<string> = []
  const script = (run: Run): Story.Act => {
    starts.push(`${run.pod}/${run.container}/${run.attempt}`)
    return Story.act(story)(run)
  }
  const life = Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(story.manifest)
    yield* Effect.forkChild(
      MortalController.run({ slots: 100 }, MortalController.forEver({ after: 2, death }))
    )
    return Story.outcome(yield* untilFinished(Story.reference(story)))
  })
  const world = Layer.provideMerge(
    Jobs.layer,
    Layer.mergeAll(Stores.fresh, MemoryContainerRuntime.layer(script))
  ).pipe(Layer.provideMerge(TestClock.layer()))
  return { outcome: await Effect.runPromise(Effect.provide(life, world)), starts }
}

describe("controllers of a store in a file, each of which dies after one append of its own (P7)", () => {
  it.each(told)("come to what is played, and start nothing twice, when %s", async (name) => {
    const story = stories[name] ?? assert.fail("nobody tells it")
    for (const death of ["BeforeIntents", "AfterIntents"] as const) {
      const { outcome, starts } = await lived(story, death)
      assert.deepStrictEqual(outcome, Story.played(story))
      assert.strictEqual(new Set(starts).size, starts.length)
    }
  })
})
