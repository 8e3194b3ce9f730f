/**
 * The beginning of a scenario, played. `Broken` bundles this file anew for every broken reducer.
 */
import * as Result from "effect/Result"
import type { Batch } from "../../src/domain/job/Decider.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as Session from "../../src/runtime/simulation/Session.ts"
import * as Simulation from "../../src/runtime/simulation/Simulation.ts"

/** The first batches that are decided, so many at most; none of a scenario that is refused. */
export const play = (scenario: Scenario, most: number): ReadonlyArray<Batch> => {
  const batches: Array<Batch> = []
  const started = Simulation.start(scenario, { batch: (batch) => batches.push(batch), rejected: () => {} })
  if (Result.isSuccess(started)) {
    const end = Simulation.endOf(scenario)
    while (batches.length < most && Session.step(started.success, end));
  }
  return batches.slice(0, most)
}
