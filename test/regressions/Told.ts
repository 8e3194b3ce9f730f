/**
 * A play of a regression, told by the simulation: what it answers, and how the laws stand to it.
 */
import * as Result from "effect/Result"
import type { Answer } from "../../src/runtime/simulation/Answer.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../src/runtime/simulation/Simulation.ts"

/** The API leaves out a count of zero; a regression says it. */
const zeros = { active: 0, ready: 0, terminating: 0, succeeded: 0, failed: 0, startTime: null }

const hasEnded = ({ phase, deletedAt }: Answer["pods"][number]): boolean =>
  phase === "Succeeded" || phase === "Failed" || deletedAt !== null

/** The answer, and of its Pods how many were created and how many are left that have not ended. */
export const answer = (scenario: Scenario) => {
  const answered = Result.getOrThrow(Simulation.answer(scenario, "ordinal"))
  return {
    ...answered,
    status: { ...zeros, ...answered.status },
    statusHistory: answered.statusHistory.map(({ at, status }) => ({ at, status: { ...zeros, ...status } })),
    created: answered.pods.length,
    left: answered.pods.filter((pod) => !hasEnded(pod)).length
  }
}
