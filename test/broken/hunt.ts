/**
 * Looks among random histories for those in which broken reducers show, makes them as small as they get, and writes
 * them down: `node test/broken/hunt.ts [NAME…]`.
 */
import { readFileSync, writeFileSync } from "node:fs"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { parseDocument } from "yaml"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Pruned from "../../src/testing/Pruned.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import * as Broken from "./Broken.ts"

const { HUNT_TRIES = "100000", HUNT_SEED = "1" } = process.env
const names = process.argv.slice(2)

for (const bug of Broken.all.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const player = await Broken.player(bug)
  const says = (story: Scenario.Scenario): string | undefined => Broken.violations(bug, player, story)[0]
  const { counterexample, numRuns } = fc.check(
    fc.property(ScenarioArbitrary.scenario, (story) => says(story) === undefined),
    { numRuns: Number(HUNT_TRIES), seed: Number(HUNT_SEED) }
  )
  const [story] = counterexample ?? []
  const shows = (json: Schema.Json): boolean =>
    Result.match(Scenario.decode(json), {
      onFailure: () => false,
      onSuccess: (scenario) => says(scenario) !== undefined
    })
  if (story !== undefined) {
    const document = parseDocument(readFileSync(bug.path, "utf8"))
    document.set("history", Pruned.least(ScenarioArbitrary.encode(story), shows))
    writeFileSync(bug.path, document.toString({ lineWidth: 110 }))
  }
  process.stdout.write(`${bug.name}, ${numRuns} histories: ${(story && says(story)) ?? "nothing found"}\n`)
}
