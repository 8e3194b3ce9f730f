/**
 * Random histories under all laws, and how often each law spoke of them: a law that never did was not put to the test.
 */
import * as Result from "effect/Result"
import * as fc from "fast-check"
import type * as Law from "../../src/domain/law/Law.ts"
import * as Laws from "../../src/domain/law/Laws.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as History from "../../src/testing/History.ts"
import * as Pruned from "../../src/testing/Pruned.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"

export interface LawRun {
  readonly seed: number
  readonly histories: number
  readonly events: number
  /** By law: how often it spoke, and of how many histories. */
  readonly spoken: ReadonlyMap<string, { readonly times: number; readonly histories: number }>
}

export const of = (histories: number, seed: number): LawRun => {
  const spoken = new Map(Laws.all.map(({ name }) => [name, { times: 0, histories: 0 }]))
  let events = 0
  for (const scenario of fc.sample(ScenarioArbitrary.scenario, { numRuns: histories, seed })) {
    const history = Result.getOrThrow(History.play(scenario))
    events += history.events.length
    for (const [law, times] of Object.entries(Laws.exercised(history.batches))) {
      const count = spoken.get(law)
      if (count === undefined || times === 0) continue
      count.times += times
      count.histories += 1
    }
  }
  return { seed, histories, events, spoken }
}

/** The laws that never spoke. */
export const vacuous = ({ spoken }: LawRun): ReadonlyArray<string> =>
  [...spoken].flatMap(([law, { times }]) => (times > 0 ? [] : [law]))

/** Whether a law speaks of a history. */
export const speaksOf =
  (law: Law.Law) =>
  ({ batches }: History.History): boolean =>
    (Laws.exercised(batches, [law])[law.name] ?? 0) > 0

const runsMax = 100_000

/** The least scenario of which a law speaks: what is left when everything it does not need has been taken away. */
export const example = (law: Law.Law, seed: number): Scenario => {
  const speaks = speaksOf(law)
  const isSilent = fc.property(
    ScenarioArbitrary.scenario,
    (scenario) => !speaks(Result.getOrThrow(History.play(scenario)))
  )
  const { counterexample } = fc.check(isSilent, { seed, numRuns: runsMax })
  if (counterexample === null) throw new Error(`${law.name} speaks of none of ${runsMax} histories`)
  return Pruned.pruned(counterexample[0], speaks)
}
