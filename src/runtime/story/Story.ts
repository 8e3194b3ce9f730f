/**
 * A scenario played, and what happened in it told in words: a timeline that a person can read.
 */
import * as Result from "effect/Result"
import * as Scenario from "../simulation/Scenario.ts"
import * as Simulation from "../simulation/Simulation.ts"
import * as Narrator from "./Narrator.ts"
import * as Timeline from "./Timeline.ts"

/** One line for each thing that happened, with the time since the start and by the clock, Pods named by ordinals. */
export const lines = (
  scenario: Scenario.Scenario,
  display: Timeline.Display = Timeline.plain
): Result.Result<ReadonlyArray<string>, Scenario.InvalidScenario> => {
  const narrator = Narrator.make("ordinal")
  return Result.map(Simulation.run(scenario, Narrator.observer(narrator)), () =>
    Timeline.lines(narrator.entries, Scenario.startOf(scenario), display)
  )
}
