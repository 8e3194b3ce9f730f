/**
 * A scenario played to its end: what was decided, batch by batch, and what is answered. None of these is refused.
 */
import * as Result from "effect/Result"
import { assert } from "vitest"
import * as OrdinalMap from "../../src/domain/data/OrdinalMap.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import * as Law from "../../src/domain/law/Law.ts"
import * as Pod from "../../src/domain/pod/Pod.ts"
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

/** The same under a perturbation. */
export const perturbed = (scenario: Scenario, perturbation: Perturbation.Perturbation): Played =>
  Result.getOrElse(Perturbation.play(scenario, perturbation), never)

export const perturbedAnswer = (scenario: Scenario, perturbation: Perturbation.Perturbation): Answer => {
  const recorder = Recorder.make("generated")
  const played = Perturbation.run(scenario, Recorder.observer(recorder), perturbation)
  return Result.match(played, { onFailure: never, onSuccess: () => Recorder.answer(recorder) })
}

/** Every way in which a history breaks the laws, as lines. */
export const violations = (played: Pick<Played, "batches">): ReadonlyArray<string> =>
  History.violations(played).map(Law.render)

const isStopping = (job: Job, ordinal: number): boolean => {
  const pod = OrdinalMap.get(job.podSet.pods, ordinal)
  return pod !== undefined && Pod.isStopping(pod)
}

/**
 * A wait that decides nothing any more: a controller that was there when a Pod was asked to end still hears the back-off
 * of its container elapse, and one that came later does not wait for it. Of one instant the Pods may then be heard of in
 * another order.
 */
export const hasIdleWait = ({ batches }: Played): boolean =>
  batches.some(
    ({ events: [fact, ...decisions], job }) =>
      fact?._tag === "ContainerBackoffElapsed" && decisions.length === 0 && isStopping(job, fact.ordinal)
  )
