import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Laws from "../../../src/domain/law/Laws.ts"
import * as LawRun from "../../specification/LawRun.ts"
import * as Stories from "./Stories.ts"
import { has, type Batches as History, upTo } from "./Tampered.ts"

const spokenOf = (histories: ReadonlyArray<History>): Laws.Tally =>
  histories.map((history) => Laws.exercised(history)).reduce(Laws.sum)

/** The names of the laws that were not put to the test. */
const vacuous = (spoken: Laws.Tally): ReadonlyArray<string> =>
  Laws.all.flatMap(({ name }) => ((spoken[name] ?? 0) > 0 ? [] : [name]))

/** How often some laws spoke. */
const times = (history: History, ...names: ReadonlyArray<string>): ReadonlyArray<number | undefined> => {
  const spoken = Laws.exercised(history)
  return names.map((name) => spoken[name])
}

describe("a law", () => {
  it("speaks of one of the stories at least", () =>
    assert.deepStrictEqual(vacuous(spokenOf(Object.values(Stories))), []))

  it("speaks of random histories, whatever the run draws", () => {
    const { numRuns = 0, seed = 1 } = fc.readConfigureGlobal()
    assert.deepStrictEqual(LawRun.vacuous(LawRun.of(Math.max(500, numRuns), seed)), [])
  })

  it("says nothing where its premise is not given", () => {
    const { succeeds, fails, suspended, deleted, withInit } = Stories
    assert.deepStrictEqual(times(succeeds, "theBackoffDoubles", "failuresStayWithinBackoffLimit"), [0, 0])
    assert.deepStrictEqual(times(fails, "theBackoffDoubles", "backoffLimitsAreNotForestalled"), [1, 1])
    assert.deepStrictEqual(times(succeeds, "suspensionAlternates", "deletionTakesThePods"), [0, 0])
    assert.deepStrictEqual(times(suspended, "suspensionAlternates"), [2])
    const untilAsked = upTo(deleted, has("JobDeletionRequested"), (batch) => batch)
    assert.deepStrictEqual(times(untilAsked, "deletionTakesThePods"), [2])
    assert.deepStrictEqual(times(succeeds, "sidecarsHoldNothingUp", "containersBeginInOrder"), [0, 0])
    assert.isAbove(times(withInit, "sidecarsHoldNothingUp")[0] ?? 0, 0)
  })

  it("has spoken where it is broken, too", () => {
    const history = upTo(Stories.succeeds, has("PodScheduled"), (batch) => ({ ...batch, steps: 99 }))
    const before = Stories.succeeds.slice(0, history.length)
    assert.deepStrictEqual(Laws.exercised(history), Laws.exercised(before))
    assert.deepStrictEqual(
      Laws.check(history).map(({ law }) => law),
      ["batchesSettleInFewSteps"]
    )
  })

  it("is not counted unless somebody asks", () => {
    const watched = Stories.succeeds.reduce(Laws.watch(Laws.all), Laws.initialState)
    assert.isUndefined(watched.spoken)
  })
})
