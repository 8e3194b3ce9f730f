/**
 * `jobledger log import`: a log as JSONL into an empty store, all of it or nothing, verified while it is read.
 */
import * as Effect from "effect/Effect"
import type * as Verification from "../../../runtime/log/Verification.ts"
import * as LogImport from "../../sqlite/LogImport.ts"
import type { StoreError } from "../../sqlite/StoreError.ts"
import { type Failure, fromStore, invalidUsage } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as StorePath from "../StorePath.ts"
import * as Terminal from "../Terminal.ts"
import * as Verdict from "./Verdict.ts"

export interface Options {
  readonly store: string | undefined
  readonly path: string
}

const explain =
  (directory: string) =>
  (error: StoreError | LogImport.NotEmpty): Failure =>
    error._tag === "StoreError"
      ? fromStore(error)
      : invalidUsage(
          `${directory} holds a log of ${Verdict.plural(error.records, "record")}; a log is imported only where there is none`
        )

const imported = (directory: string, path: string): Effect.Effect<Verification.Report, Failure> =>
  Effect.gen(function* () {
    const failed = explain(directory)
    const log = yield* Effect.mapError(LogImport.start(StorePath.database(directory)), failed)
    let finding: Verification.Finding | undefined
    yield* Input.eachPiece(path, (lines) =>
      Effect.map(Effect.mapError(LogImport.lines(log, lines), failed), (found) => {
        finding = found
        return found !== undefined
      })
    )
    return finding ?? (yield* Effect.mapError(LogImport.end(log), failed))
  }).pipe(Effect.scoped)

export const run = ({ store, path }: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    yield* Input.ensure(path)
    const report = yield* imported(StorePath.directory(store), path)
    yield* Terminal.conclude(
      `${[...Verdict.lines(report, "imported"), Verdict.closing(report.head)].join("\n")}\n`
    )
    if (report._tag !== "Verified") yield* Terminal.say(["nothing was imported"])
    yield* Verdict.failureOf(Input.nameOf(path), report)
  })
