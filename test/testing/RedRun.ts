/**
 * A property that is red, in a process of its own: here every property already has a reporter. Its argument is where
 * counterexamples are kept.
 */
import * as Result from "effect/Result"
import * as fc from "fast-check"
import type * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Counterexample from "../../src/testing/Counterexample.ts"
import * as History from "../../src/testing/History.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"

/** What no law says, for it is not so. */
export const hasNoFailedPod = (scenario: Scenario.Scenario): boolean =>
  Result.getOrThrow(History.play(scenario)).events.every(({ _tag }) => _tag !== "PodFailed")

if (import.meta.main) {
  const [directory = "."] = process.argv.slice(2)
  const property = () => ({ name: "no Pod ever fails", repeat: "npm test" })
  fc.assert(fc.property(ScenarioArbitrary.scenario, hasNoFailedPod), {
    seed: 7,
    numRuns: 200,
    plugins: [Counterexample.reporter({ directory, property })]
  })
}
