/**
 * `jobledger simulate`, of a file with one scenario or trace a line: one answer a line, in the same order.
 *
 * A line that cannot be played is answered with its complaints, so that answers stay beside their lines; the others
 * are played all the same.
 */
import * as Effect from "effect/Effect"
import type { Job } from "../../../domain/job/Job.ts"
import * as Recorder from "../../../runtime/simulation/Recorder.ts"
import { type Failure, type InvalidInput, invalidInput, invalidUsage } from "../Failure.ts"
import * as Format from "../Format.ts"
import * as Play from "../Play.ts"
import type * as Candidate from "../source/Candidate.ts"
import * as ScenarioFile from "../source/ScenarioFile.ts"
import * as Rows from "../table/Rows.ts"
import * as Terminal from "../Terminal.ts"
import type * as Simulate from "./Simulate.ts"

interface Played {
  readonly job: Job
  readonly recorder: Recorder.Recorder
}

const play = ({ scenario }: Candidate.Judged, names: Recorder.Names): Effect.Effect<Played, InvalidInput> => {
  const recorder = Recorder.make(names)
  return Effect.map(Play.play(scenario, Recorder.observer(recorder), Effect.void), (job) => ({
    job,
    recorder
  }))
}

const rendered = (
  format: Format.Format,
  judged: Candidate.Judged,
  { job, recorder }: Played
): Effect.Effect<string> => {
  if (format === "table") return Effect.succeed(Rows.row(judged.scenario.name ?? "", job))
  const answer = Recorder.answer(recorder)
  return format === "json"
    ? Effect.succeed(Format.jsonLine(answer))
    : Effect.map(Format.yaml(answer), (text) => `---\n${text}`)
}

/** The first line of each complaint; the line and the caret are for people. */
const refused = (format: Format.Format, { complaints }: InvalidInput): Effect.Effect<string> => {
  const errors = complaints.map((complaint) => complaint.split("\n", 1)[0] ?? "")
  if (format === "table") return Effect.succeed(Rows.refused(errors.length))
  return format === "json"
    ? Effect.succeed(Format.jsonLine({ errors }))
    : Effect.map(Format.yaml({ errors }), (text) => `---\n${text}`)
}

/** A batch under way. */
interface Batch {
  readonly options: Simulate.Options
  number: number
  bad: number
  /** What was said once is not said again. */
  readonly said: Set<string>
}

const remark = ({ said }: Batch, notes: ReadonlyArray<string>): Effect.Effect<void> => {
  const fresh = notes.filter((note) => !said.has(note))
  fresh.forEach((note) => said.add(note))
  return Terminal.say(fresh)
}

const answer = (batch: Batch, line: string): Effect.Effect<string, Failure> =>
  Effect.gen(function* () {
    const { options, number } = batch
    const judged = yield* ScenarioFile.ofLine(options.path, { text: line, line: number }, options.validate)
    yield* remark(batch, judged.notes)
    return yield* rendered(options.format, judged, yield* play(judged, options.names))
  })

const take = (batch: Batch, line: string): Effect.Effect<void, Failure> => {
  batch.number += 1
  if (line.trim() === "") return Effect.void
  const complain = (failure: InvalidInput): Effect.Effect<string> => {
    batch.bad += 1
    return Effect.andThen(Terminal.say(failure.complaints), refused(batch.options.format, failure))
  }
  return Effect.flatMap(Effect.catchTag(answer(batch, line), "InvalidInput", complain), Terminal.write)
}

/** Answers the lines that `each` visits, piece by piece. */
export const run = <E>(
  options: Simulate.Options,
  each: (visit: (lines: ReadonlyArray<string>) => Effect.Effect<boolean, Failure>) => Effect.Effect<void, E>
): Effect.Effect<void, E | Failure> =>
  Effect.gen(function* () {
    if (options.log !== undefined)
      return yield* Effect.fail(
        invalidUsage("--log holds the log of one Job, and this is a batch of scenarios")
      )
    const batch: Batch = { options, number: 0, bad: 0, said: new Set() }
    if (options.format === "table") yield* Terminal.write(Rows.heading)
    yield* each((lines) =>
      Effect.as(
        Effect.forEach(lines, (line) => take(batch, line), { discard: true }),
        false
      )
    )
    if (batch.bad > 0)
      return yield* Effect.fail(invalidInput([`${batch.bad} of the scenarios could not be played`]))
  })
