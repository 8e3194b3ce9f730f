/**
 * Plays a scenario in slices, so that signals are heard and what was produced can be written on the way.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Job } from "../../domain/job/Job.ts"
import * as FieldError from "../../domain/manifest/FieldError.ts"
import type * as Scenario from "../../runtime/simulation/Scenario.ts"
import * as Session from "../../runtime/simulation/Session.ts"
import * as Simulation from "../../runtime/simulation/Simulation.ts"
import { type InvalidInput, invalidInput } from "./Failure.ts"

const endless = invalidInput(Simulation.endless.errors.map((error) => FieldError.render(error)))

/** How many things happen between two looks at the world outside. */
const slice = 500

/** Does one slice; whether there may be another one. */
const advance = (session: Session.Session, until: number): boolean => {
  for (let step = 0; step < slice; step += 1) {
    if (!Session.step(session, until)) return false
  }
  return true
}

/**
 * Plays a scenario that was judged good to the end, or past `until`; gives the Job as it is then. `between` is done
 * after every slice, the last one included. Fails where the play has no end.
 */
export const play = <E>(
  scenario: Scenario.Scenario,
  observer: Session.Observer,
  between: Effect.Effect<void, E>
): Effect.Effect<Job, E | InvalidInput> =>
  Effect.gen(function* () {
    const session = Result.getOrThrow(Simulation.start(scenario, observer))
    while (advance(session, Simulation.endOf(scenario))) {
      if (Simulation.isEndless(scenario, session.job)) return yield* Effect.fail(endless)
      yield* between
      yield* Effect.yieldNow
    }
    yield* between
    return session.job
  })
