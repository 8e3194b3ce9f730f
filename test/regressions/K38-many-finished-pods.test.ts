import { assert, describe, it } from "vitest"
import * as IntervalSet from "../../src/domain/data/IntervalSet.ts"
import type { Batch } from "../../src/domain/job/Decider.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../src/runtime/simulation/Simulation.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Regression from "./Regression.ts"

const parallelism = 10

const scenario = (completions: number): Scenario => ({
  manifest: Lived.manifest({ completions, parallelism, backoffLimit: completions }),
  pods: [{ match: { ordinal: 7 }, exitCode: 1, runFor: 0 }]
})

/** The most that an event had to look at: Pods in hand, runs of the sets, steps and events of one batch. */
const most = (completions: number) => {
  const sizes = { pods: 0, runs: 0, steps: 0, events: 0 }
  const see = ({ job: { podSet }, steps, events }: Batch): void => {
    sizes.pods = Math.max(sizes.pods, podSet.pods.size)
    sizes.runs = Math.max(sizes.runs, IntervalSet.format(podSet.finished).split(",").length)
    sizes.steps = Math.max(sizes.steps, steps)
    sizes.events = Math.max(sizes.events, events.length)
  }
  Simulation.run(scenario(completions), { batch: see, rejected: () => undefined })
  return sizes
}

describe(`K38 ${Regression.headingOf("K38")}`, () => {
  it("has no more to look at after 20,000 finished Pods than after 200", () => {
    const [few, many] = [most(200), most(20_000)]
    assert.deepStrictEqual(many, few)
    assert.isAtMost(many.pods, parallelism)
  })
})
