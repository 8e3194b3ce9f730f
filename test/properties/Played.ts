/**
 * A scenario played to its end: what was decided, batch by batch, and what is answered. None of these is refused.
 */
import * as Result from "effect/Result"
import { assert } from "vitest"
import type { Batch } from "../../src/domain/job/Decider.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import * as Law from "../../src/domain/law/Law.ts"
import type { Answer } from "../../src/runtime/simulation/Answer.ts"
import * as Recorder from "../../src/runtime/simulation/Recorder.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import type { Observer } from "../../src/runtime/simulation/Session.ts"
import * as Simulation from "../../src/runtime/simulation/Simulation.ts"
import * as History from "../../src/testing/History.ts"
import * as Perturbation from "../../src/testing/Perturbation.ts"

export type Played = History.History

const never = (): never => assert.fail("the scenario was refused")

export const play = (scenario: Scenario): Played => Result.getOrElse(History.play(scenario), never)

export const answer = (scenario: Scenario): Answer =>
  Result.getOrElse(Simulation.answer(scenario, "generated"), never)

const run = (scenario: Scenario, observer: Observer, perturbation: Perturbation.Perturbation): Job =>
  Result.getOrElse(Perturbation.run(scenario, observer, perturbation), never)

/** The same under a perturbation. */
export const perturbed = (scenario: Scenario, perturbation: Perturbation.Perturbation): Played => {
  const batches: Array<Batch> = []
  const observer = { batch: (batch: Batch) => batches.push(batch), rejected: () => {} }
  const job = run(scenario, observer, perturbation)
  return { batches, events: batches.flatMap(({ events }) => events), job }
}

export const perturbedAnswer = (scenario: Scenario, perturbation: Perturbation.Perturbation): Answer => {
  const recorder = Recorder.make("generated")
  run(scenario, Recorder.observer(recorder), perturbation)
  return Recorder.answer(recorder)
}

/** Every way in which a history breaks the laws, as lines. */
export const violations = (played: Pick<Played, "batches">): ReadonlyArray<string> =>
  History.violations(played).map(Law.render)
