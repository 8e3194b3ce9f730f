/**
 * Files of what upstream was observed to do: JSON Lines of golden traces, which have a `scenario`, and of cases, which
 * have a `kind`. Each line is told by its content, so that a file may hold any of them.
 */
import { readFileSync } from "node:fs"
import * as Result from "effect/Result"
import * as Trace from "../../src/runtime/conformance/Trace.ts"
import * as CaseLine from "./CaseLine.ts"
import type * as CaseKind from "./cases/CaseKind.ts"

/** A line that cannot be used, or the file itself; in one line, with its place. */
export interface InvalidFile {
  readonly _tag: "InvalidFile"
  readonly message: string
}

/** What a line holds. */
export type Line =
  | { readonly _tag: "Trace"; readonly trace: Trace.Trace }
  | { readonly _tag: "Case"; readonly one: CaseLine.Case }

/** The same, ready to be played: a case is of a known kind and of its form. */
export type Entry =
  | { readonly _tag: "Trace"; readonly trace: Trace.Trace }
  | { readonly _tag: "Case"; readonly one: CaseLine.Case; readonly play: () => CaseKind.Outcome }

type Read<A> = ReadonlyArray<Result.Result<A, InvalidFile>>

/** Every line that is not empty, those that cannot be used among them. */
export const read = (path: string): Read<Entry> => readWith(path, entry)

export const readLines = (path: string): Read<Line> => readWith(path, line)

const readWith = <A>(path: string, told: (text: string) => Result.Result<A, string>): Read<A> => {
  const file = Result.try({ try: () => readFileSync(path, "utf8"), catch: reasonOf })
  if (Result.isFailure(file)) return [Result.fail(invalid(path, file.failure))]
  return file.success.split("\n").flatMap((text, index) => {
    if (text.trim() === "") return []
    return [Result.mapError(told(text), (reason) => invalid(`${path}:${index + 1}`, reason))]
  })
}

const line = (text: string): Result.Result<Line, string> =>
  Result.try({ try: (): unknown => JSON.parse(text), catch: reasonOf }).pipe(
    Result.flatMap((json): Result.Result<Line, unknown> => {
      if (typeof json !== "object" || json === null) return Result.fail("is no object")
      if ("scenario" in json)
        return Result.map(Trace.decode(json), (trace): Line => ({ _tag: "Trace", trace }))
      if ("kind" in json) return Result.map(CaseLine.decode(json), (one): Line => ({ _tag: "Case", one }))
      return Result.fail("is neither a golden trace, which has a scenario, nor a case, which has a kind")
    }),
    Result.mapError(reasonOf)
  )

const entry = (text: string): Result.Result<Entry, string> =>
  Result.flatMap(line(text), (line) =>
    line._tag === "Trace"
      ? Result.succeed<Entry>(line)
      : Result.map(CaseLine.read(line.one), (play): Entry => ({ ...line, play }))
  )

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

const invalid = (place: string, reason: string): InvalidFile => ({
  _tag: "InvalidFile",
  message: `${place}: ${reason.replaceAll(/\s*\n\s*/g, " ")}`
})
