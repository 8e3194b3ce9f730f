/**
 * A scenario played to its end: what was decided, batch by batch, and what is answered. None of these is refused.
 */
import * as Result from "effect/Result"
import { assert } from "vitest"
import type { Batch } from "../../src/domain/job/Decider.ts"
import * as Law from "../../src/domain/law/Law.ts"
import type { Answer } from "../../src/runtime/simulation/Answer.ts"
import * as Recorder from "../../src/runtime/simulation/Recorder.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../src/runtime/simulation/Simulation.ts"
import * as History from "../../src/testing/History.ts"
import * as Perturbation from "../../src/testing/Perturbation.ts"

export type Played = History.History

const never = (): never => assert.fail("the scenario was refused")

export const play = (scenario: Scenario): Played => Result.getOrElse(History.play(scenario), never)

export const answer = (scenario: Scenario): Answer =>
  Result.getOrElse(Simulation.answer(scenario, "generated"), never)

/** The same under a perturbation, with the answer. */
export const perturbed = (
  scenario: Scenario,
  perturbation: Perturbation.Perturbation
): Played & { readonly answer: Answer } => {
  const batches: Array<Batch> = []
  const recorder = Recorder.make("generated")
  const { batch, rejected } = Recorder.observer(recorder)
  const observer = { batch: (one: Batch) => (batches.push(one), batch(one)), rejected }
  const job = Result.getOrElse(Perturbation.run(scenario, observer, perturbation), never)
  const events = batches.flatMap((one) => one.events)
  return { batches, events, job, answer: Recorder.answer(recorder) }
}

/** Every way in which a history breaks the laws, as lines. */
export const violations = (played: Pick<Played, "batches">): ReadonlyArray<string> =>
  History.violations(played).map(Law.render)
