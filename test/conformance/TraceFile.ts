/** Files of golden traces: JSON Lines, one trace a line. */
import { readFileSync } from "node:fs"
import * as Result from "effect/Result"
import * as Trace from "../../src/runtime/conformance/Trace.ts"

/** A file that cannot be read, or a line of it that is no trace. */
export interface InvalidTraceFile {
  readonly _tag: "InvalidTraceFile"
  readonly message: string
}

/** Reads every trace of a file; empty lines are left out. Fails with the first line that is no trace. */
export const read = (path: string): Result.Result<ReadonlyArray<Trace.Trace>, InvalidTraceFile> =>
  Result.flatMap(text(path), (text) =>
    Result.all(
      text
        .split("\n")
        .flatMap((line, place) => (line.trim() === "" ? [] : [trace(line, `${path}:${place + 1}`)]))
    )
  )

const text = (path: string): Result.Result<string, InvalidTraceFile> =>
  Result.try({ try: () => readFileSync(path, "utf8"), catch: (cause) => invalid(path, cause) })

const trace = (line: string, place: string): Result.Result<Trace.Trace, InvalidTraceFile> =>
  Result.try({ try: (): unknown => JSON.parse(line), catch: (cause) => invalid(place, cause) }).pipe(
    Result.flatMap((json) => Result.mapError(Trace.decode(json), (cause) => invalid(place, cause)))
  )

const invalid = (place: string, cause: unknown): InvalidTraceFile => {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return { _tag: "InvalidTraceFile", message: `${place}: ${reason.replaceAll(/\s*\n\s*/g, " ")}` }
}
