/**
 * `jobledger simulate`, of one scenario: plays it and answers.
 */
import * as Effect from "effect/Effect"
import * as ScenarioUid from "../../../runtime/simulation/ScenarioUid.ts"
import type * as Session from "../../../runtime/simulation/Session.ts"
import { type Failure, type InvalidUsage, invalidUsage } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as LogFile from "../LogFile.ts"
import * as Play from "../Play.ts"
import * as RealPath from "../RealPath.ts"
import type * as Candidate from "../source/Candidate.ts"
import type * as FieldValidation from "../source/FieldValidation.ts"
import * as ScenarioFile from "../source/ScenarioFile.ts"
import * as Terminal from "../Terminal.ts"
import * as Answerer from "./Answerer.ts"

export interface Options extends Answerer.Chosen {
  readonly path: string
  readonly log: string | undefined
  readonly validate: FieldValidation.Mode
}

/** Watches with everybody who wants to. */
const together = (observers: ReadonlyArray<Session.Observer>): Session.Observer => ({
  batch: (batch) => observers.forEach((observer) => observer.batch(batch)),
  rejected: (at, command, errors) => observers.forEach((observer) => observer.rejected(at, command, errors))
})

const nothing = (): void => undefined

/** A log over its own scenario would destroy the scenario. */
const refuseSameFile = ({ path, log }: Options): Effect.Effect<void, InvalidUsage> =>
  Effect.gen(function* () {
    if (log === undefined) return
    if (log === "-")
      return yield* Effect.fail(invalidUsage("--log names a file; standard output holds the answer"))
    if (yield* RealPath.isSame(log, path))
      return yield* Effect.fail(invalidUsage("--log names the scenario itself"))
  })

/** Plays a scenario for its answer. */
const answered = (
  options: Options,
  { scenario, notes }: Candidate.Judged
): Effect.Effect<string, Failure> => {
  const answerer = Answerer.of(options, scenario)
  const play = (log: LogFile.LogFile | undefined): Effect.Effect<string, Failure> => {
    if (log === undefined)
      return Effect.flatMap(Play.play(scenario, answerer.observer, Effect.void), (job) =>
        answerer.text(job, log)
      )
    const writer = { batch: (batch: Parameters<Session.Observer["batch"]>[0]) => LogFile.append(log, batch) }
    const observer = together([answerer.observer, { ...writer, rejected: nothing }])
    return Effect.flatMap(Play.play(scenario, observer, LogFile.flush(log)), (job) => answerer.text(job, log))
  }
  const playing =
    options.log === undefined ? play(undefined) : LogFile.use(options.log, ScenarioUid.of(scenario), play)
  return Effect.andThen(Terminal.say(notes), playing)
}

const one = (
  options: Options,
  loaded: Effect.Effect<Candidate.Judged, Failure>
): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    yield* refuseSameFile(options)
    yield* Terminal.write(yield* answered(options, yield* loaded))
  })

/** Several lines, each beginning a JSON object: what `head traces.jsonl |` brings. */
const isBatch = (text: string): boolean => /^\{[^\n]*\}\r?\n\{/.test(text)

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const { path, validate } = options
    if (/\.(jsonl|ndjson)$/i.test(path)) {
      const Batch = yield* Effect.promise(() => import("./Batch.ts"))
      return yield* Batch.run(options, (visit) => Input.eachPiece(path, visit))
    }
    if (!Input.isStandardInput(path)) return yield* one(options, ScenarioFile.load(path, validate))
    const text = yield* Input.text(path)
    if (!isBatch(text)) return yield* one(options, ScenarioFile.ofText(path, text, validate))
    const Batch = yield* Effect.promise(() => import("./Batch.ts"))
    yield* Batch.run(options, (visit) => Effect.asVoid(visit(text.replace(/\n$/, "").split("\n"))))
  })
