/**
 * The simulation as a player of golden traces.
 */
import * as Result from "effect/Result"
import * as FieldError from "../../domain/manifest/FieldError.ts"
import type * as Answer from "../simulation/Answer.ts"
import * as Scenario from "../simulation/Scenario.ts"
import * as Simulation from "../simulation/Simulation.ts"
import type { Refused } from "./Conformance.ts"

const refused = ({ errors }: Scenario.InvalidScenario): Refused => ({
  _tag: "Refused",
  fields: errors.every(({ isOfHere }) => isOfHere) ? errors.map(({ path }) => path) : [],
  message: errors.map(FieldError.render).join("; ")
})

/** Plays a scenario given as JSON, as the conformance run does. */
export const play = (input: unknown): Result.Result<Answer.Answer, Refused> =>
  Result.mapError(
    Result.flatMap(Scenario.decode(input), (scenario) => Simulation.answer(scenario, "ordinal")),
    refused
  )
