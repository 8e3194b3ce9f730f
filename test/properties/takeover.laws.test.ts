import * as Effect from "effect/Effect"
import * as Struct from "effect/Struct"
import * as TestClock from "effect/testing/TestClock"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { type Event, isOfJob, type Recorded } from "../../src/domain/event/Event.ts"
import type { Run } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { stories } from "../../src/testing/equivalence/Stories.ts"
import * as Story from "../../src/testing/equivalence/Story.ts"
import * as MortalController from "../../src/testing/MortalController.ts"
import { share } from "../Laws.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as StoryArbitrary from "./StoryArbitrary.ts"

const deaths = ["BeforeIntents", "AfterIntents"] as const

/**
 * What a Job went through, but for when it was heard, which may be a turn of the clock later, and for what hangs on the
 * Job's UID, which is drawn anew each time.
 */
const told = (event: Event) =>
  Struct.omit({ name: "", uid: "", metadata: {}, message: "", ...event }, [
    "at",
    "name",
    "uid",
    "metadata",
    "message"
  ])

interface Life {
  readonly outcome: unknown
  readonly history: ReadonlyArray<unknown>
  /** Every run that was begun, as often as it was. */
  readonly starts: ReadonlyArray<string>
  readonly controllers: number
}

const count = (events: ReadonlyArray<Recorded>): number =>
  events.filter(({ _tag }) => _tag === "ControllerStarted").length

/** Lives a story with one controller after the other. */
const lived = async (story: Story.Story, fates: Iterable<MortalController.Fate>): Promise<Life> => {
  const starts: Array<string> = []
  const script = (run: Run): Story.Act => {
    // A Pod's UID ends in its ordinal.
    starts.push(`${run.pod.slice(28)}/${run.container}/${run.attempt}`)
    return Story.act(story)(run)
  }
  const life = Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(story.manifest)
    yield* Effect.forkChild(MortalController.run({ slots: 100 }, fates), { startImmediately: true })
    yield* Effect.forkChild(Story.commanded(story), { startImmediately: true })
    yield* Effect.repeat(TestClock.adjust(250), { times: story.until / 250 - 1 })
    const events = yield* Lived.history
    const job = yield* jobs.get(Story.reference(story))
    const history = events.filter(isOfJob).map(told)
    return { outcome: Story.outcome(job), history, controllers: count(events) }
  })
  return { ...(await Lived.lived(script, life)), starts: starts.toSorted() }
}

/** Lives a story again with each death there is, exhaustively; gives how many there were. */
const survives = async (story: Story.Story): Promise<number> => {
  const { controllers: _, ...undisturbed } = await lived(story, [])
  let died = 0
  for (const death of deaths) {
    for (let after = 1; ; after += 1) {
      const { controllers, ...life } = await lived(story, [{ after, death }])
      assert.deepStrictEqual(life, undisturbed, `${death} ${after}`)
      if (controllers === 1) break
      died += 1
    }
    const { controllers, ...life } = await lived(story, MortalController.forEver({ after: 2, death }))
    assert.deepStrictEqual(life, undisturbed, `${death}, each time`)
    assert.isAbove(controllers, 2)
  }
  return died
}

/** Longer than some Pods run: what happened meanwhile is told to the successor as it stands then. */
const vacancy = 1500

/** The same, but nobody is there for a while: it comes to the same, later. */
const survivesAlone = async (story: Story.Story): Promise<void> => {
  const { outcome, starts } = await lived(story, [])
  for (const death of deaths) {
    for (let after = 1; ; after += 1) {
      const life = await lived({ ...story, until: story.until + 2 * vacancy }, [{ after, death, vacancy }])
      assert.deepStrictEqual(life.outcome, outcome, `${death} ${after}`)
      // A user who is faster may not want some Pods any more.
      if (story.commands === undefined) assert.deepStrictEqual(life.starts, starts)
      else assert.strictEqual(new Set(life.starts).size, life.starts.length)
      if (life.controllers === 1) break
    }
  }
}

const fate = fc.record({ after: fc.integer({ min: 1, max: 6 }), death: fc.constantFrom(...deaths) })

describe("a controller that is killed after any append, its intents done or not, has a successor that goes on (P7)", () => {
  it.each(Object.entries(stories))(
    "so that nothing is different, and nothing started twice, when %s",
    async (_, story) => assert.isAbove(await survives(story), 5)
  )

  it.each(Object.entries(stories))("also when it comes late, when %s", (_, story) => survivesAlone(story))

  it("so that any story comes to the same after any death there is", { timeout: 120_000 }, async () =>
    fc.assert(
      fc.asyncProperty(StoryArbitrary.story, async (story) => {
        const { outcome, starts } = await lived(story, [])
        for (const death of deaths)
          for (let after = 1; ; after += 1) {
            const life = await lived(story, [{ after, death }])
            assert.deepStrictEqual([life.outcome, life.starts], [outcome, starts], `${death} ${after}`)
            if (life.controllers === 1) break
          }
      }),
      { numRuns: share(25) }
    )
  )

  it("so that any story comes to the same, and nothing is started twice", { timeout: 120_000 }, async () =>
    fc.assert(
      fc.asyncProperty(StoryArbitrary.story, fc.array(fate, { minLength: 1 }), async (story, fates) => {
        const { outcome, starts } = await lived(story, fates)
        const undisturbed = await lived(story, [])
        assert.deepStrictEqual(outcome, undisturbed.outcome)
        assert.deepStrictEqual(starts, undisturbed.starts)
        assert.strictEqual(new Set(starts).size, starts.length)
      }),
      { numRuns: share(5) }
    )
  )
})
