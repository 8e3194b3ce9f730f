/** Plays small scenarios, and tells what became of them in seconds after the start. */
import * as Result from "effect/Result"
import type { Batch } from "../../../src/domain/job/Decider.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import type * as Answer from "../../../src/runtime/simulation/Answer.ts"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../../src/runtime/simulation/Simulation.ts"
import { manifest, type PodFields, type SpecFields } from "../../domain/Told.ts"

/** A scenario of a Job `demo` with one container; the rest as in a scenario file. */
export const scenario = (spec: SpecFields = {}, rest: object = {}, pod: PodFields = {}) => ({
  manifest: manifest(spec, pod),
  ...rest
})

const decoded = (input: unknown): Scenario.Scenario =>
  Result.getOrThrowWith(
    Scenario.decode(input),
    ({ errors }) => new Error(errors.map(FieldError.render).join("\n"))
  )

const failed = ({ errors }: Scenario.InvalidScenario) => new Error(errors.map(FieldError.render).join("\n"))

export const answer = (input: unknown): Answer.Answer =>
  Result.getOrThrowWith(Simulation.answer(decoded(input), "ordinal"), failed)

/** Every batch of the play, and the commands that were refused. */
export const watched = (input: unknown) => {
  const batches: Array<Batch> = []
  const rejected: Array<string> = []
  const job = Result.getOrThrowWith(
    Simulation.run(decoded(input), {
      batch: (batch) => batches.push(batch),
      rejected: (_, command, errors) => rejected.push(`${command}: ${errors.join("; ")}`)
    }),
    failed
  )
  return { batches, rejected, job, events: batches.flatMap(({ events }) => events) }
}

export const seconds = (time: string): number => (Date.parse(time) - Date.parse(Scenario.defaultStart)) / 1000

const part = (word: string, time: string | null): ReadonlyArray<string> =>
  time === null ? [] : [`${word} ${seconds(time)}`]

const life = (pod: Answer.Pod): string => {
  const end = pod.exitCode === null ? pod.phase : `${pod.phase} ${pod.exitCode}`
  return [
    `${pod.name.replace(/^demo-/, "")} created ${seconds(pod.createdAt)}`,
    ...part("started", pod.startedAt),
    ...part("finished", pod.finishedAt),
    ...part("asked to go", pod.deletionRequestedAt),
    ...part("gone", pod.deletedAt),
    ...(pod.restarts === 0 ? [] : [`restarts ${pod.restarts}`]),
    end
  ].join(", ")
}

/** Each Pod in a line: `#0 created 0, started 1, finished 2, Succeeded 0`. */
export const lives = (input: unknown): ReadonlyArray<string> => answer(input).pods.map(life)

/** The conditions at the end in short, each with its time: `Complete 2`. */
export const conditions = (input: unknown): ReadonlyArray<string> =>
  (answer(input).status.conditions ?? []).map(
    ({ type, status, lastTransitionTime }) =>
      `${type}${status === "True" ? "" : `=${status}`} ${seconds(lastTransitionTime ?? "")}`
  )
