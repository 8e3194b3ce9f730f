/**
 * A scenario played to its end, as what was decided, batch by batch: what the laws judge.
 */
import * as Result from "effect/Result"
import type { Event } from "../domain/event/Event.ts"
import type { Batch } from "../domain/job/Decider.ts"
import type { Job } from "../domain/job/Job.ts"
import type { Violation } from "../domain/law/Law.ts"
import * as Laws from "../domain/law/Laws.ts"
import type { InvalidScenario, Scenario } from "../runtime/simulation/Scenario.ts"
import * as Simulation from "../runtime/simulation/Simulation.ts"

export interface History {
  readonly batches: ReadonlyArray<Batch>
  readonly events: ReadonlyArray<Event>
  /** The Job in the end. */
  readonly job: Job
}

/** Fails where the scenario is refused: its manifest is not valid, or it would go on for ever without `until`. */
export const play = (scenario: Scenario): Result.Result<History, InvalidScenario> => {
  const batches: Array<Batch> = []
  const observer = { batch: (batch: Batch) => batches.push(batch), rejected: () => {} }
  return Result.map(Simulation.run(scenario, observer), (job) => ({
    batches,
    events: batches.flatMap(({ events }) => events),
    job
  }))
}

/** How it breaks the laws, in the order of its events. */
export const violations = ({ batches }: Pick<History, "batches">): ReadonlyArray<Violation> =>
  Laws.check(batches)
