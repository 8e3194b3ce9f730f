/**
 * Random histories find the broken reducers, whatever the seed: a few of them in every run, all in a long one.
 */
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import { share } from "../Laws.ts"
import * as Broken from "./Broken.ts"

const seed = Number(process.env["LAWS_SEED"] ?? 1)

const hunted = Broken.all.filter(({ isRare }) => isRare !== true)

/** The seed says which. */
const some = Array.from(
  { length: Math.min(share(12), hunted.length) },
  (_, position) => hunted[(seed + position) % hunted.length]
).filter((bug) => bug !== undefined)

/** A hundred times as many as it takes on average, at most. */
const rounds = 500
const numRuns = 100

/** The first round that finds it. */
const hunt = async (bug: Broken.Broken): Promise<number | undefined> => {
  const player = await Broken.player(bug)
  return Array.from({ length: rounds }, (_, round) => round).find((round) =>
    fc
      .sample(ScenarioArbitrary.scenario, { numRuns, seed: seed + round })
      .some((story) => Broken.violations(bug, player, story).length > 0)
  )
}

describe("random histories", { timeout: 300_000 }, () => {
  it.each(some.map((bug) => [bug.name, bug] as const))("find a broken reducer: %s", async (_, bug) => {
    assert.isDefined(await hunt(bug), `in ${rounds * numRuns} of them`)
  })
})
