import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { instant } from "../domain/Clock.ts"
import { at, job, podEnds, podRuns, timeIsUp } from "../domain/Told.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const day = 86_400_000
const ttlSecondsAfterFinished = 5

/** A clock that is set while sleeps go on as they would: they are not measured by it. */
const set = (clock: Clock.Clock) => {
  let offset = 0
  const shown: Clock.Clock = {
    ...clock,
    currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + offset,
    currentTimeMillis: Effect.map(clock.currentTimeMillis, (now) => now + offset),
    sleep: (duration) => clock.sleep(duration)
  }
  return { shown, jump: (millis: number) => Effect.sync(() => (offset += millis)) }
}

/** The clock jumps once, so many milliseconds after the Job was created; what happened after 6 s, 12 s, and a day. */
const story = (after: number, jump: number) =>
  Effect.gen(function* () {
    const clock = set(yield* Clock.Clock)
    const life = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(Lived.manifest({ completions: 2, parallelism: 1, ttlSecondsAfterFinished }))
      yield* Lived.controlled()
    })
    yield* Effect.provideService(life, Clock.Clock, clock.shown)
    yield* Lived.pass(after)
    yield* clock.jump(jump)
    yield* Lived.pass(6000 - after)
    const soon = yield* Lawful.history
    yield* Lived.pass(6000)
    const later = yield* Lawful.history
    yield* TestClock.adjust(day + 10_000)
    yield* Lawful.exercises("K31")
    return { soon, later, atLast: yield* Lawful.history }
  })

const succeeds: Behaviour = { runsFor: 1000, exitCode: 0 }
const moments = [100, 600, 1100, 1600, 2100, 2600, 4000]

describe(`K31 ${Regression.headingOf("K31")}`, () => {
  it("takes the time of a Job's end from the controller, and not from a container that is a day ahead", () => {
    const { job: after } = Lawful.told(
      "K31",
      job({ ttlSecondsAfterFinished }),
      at(1, podRuns(0)),
      at(2, podEnds(0, 0, { finishedAt: 86_402 })),
      at(7, timeIsUp("ttl"))
    )
    assert.strictEqual(after.deletedAt, instant(7))
  })

  it.each(moments)(
    "deletes nothing too early when the clock jumps a day ahead after %i ms",
    async (after) => {
      const { soon, later } = await Lived.lived(() => succeeds, story(after, day))
      assert.strictEqual(Lawful.count(soon, "JobCompleted"), 1)
      assert.strictEqual(Lawful.count(soon, "JobExpired"), 0)
      assert.strictEqual(Lawful.count(later, "JobDeleted"), 1)
    }
  )

  it.each(moments)(
    "loses nothing when it jumps a day back after %i ms, and waits for that day",
    async (after) => {
      const { soon, later, atLast } = await Lived.lived(() => succeeds, story(after, -day))
      assert.strictEqual(Lawful.count(soon, "JobCompleted"), 1)
      assert.strictEqual(Lawful.count(later, "JobExpired"), 0)
      assert.strictEqual(Lawful.count(atLast, "JobDeleted"), 1)
      assert.strictEqual(Lawful.count(atLast, "PodCreated"), 2)
    }
  )
})
