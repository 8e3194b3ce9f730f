/** Plays the traces of some files and says in plain lines which of them are not answered as upstream did. */
import * as Result from "effect/Result"
import * as Conformance from "../../src/runtime/conformance/Conformance.ts"
import * as Difference from "../../src/runtime/conformance/Difference.ts"
import * as Tally from "../../src/runtime/conformance/Tally.ts"
import type * as Trace from "../../src/runtime/conformance/Trace.ts"
import * as TraceFile from "./TraceFile.ts"

export interface Output {
  readonly line: (text: string) => void
  readonly error: (text: string) => void
}

const usage = "usage: conformance FILE… (files of golden traces, one JSON object a line)"

/** The exit code: 0 when no trace failed, 1 when one did, 2 when the files cannot be used. */
export const run = (files: ReadonlyArray<string>, play: Conformance.Play, output: Output): 0 | 1 | 2 => {
  if (files.length === 0 || files.some((file) => file.startsWith("-"))) {
    output.error(usage)
    return 2
  }
  return Result.match(Result.all(files.map(TraceFile.read)), {
    onFailure: ({ message }) => {
      output.error(message)
      return 2
    },
    onSuccess: (traces) => checkAll(traces.flat(), play, output)
  })
}

const checkAll = (traces: ReadonlyArray<Trace.Trace>, play: Conformance.Play, output: Output): 0 | 1 => {
  const tally = traces.reduce((tally, trace) => {
    const outcome = Conformance.check(trace, play)
    if (outcome._tag === "Failed") output.line(failure(trace.id, outcome))
    return Tally.add(tally, outcome)
  }, Tally.initial)
  Tally.lines(tally).forEach(output.line)
  return tally.failed === 0 ? 0 : 1
}

const failure = (id: string, { differences }: Conformance.Failed): string => {
  const [first] = differences
  const more = differences.length > 1 ? ` (and ${differences.length - 1} more)` : ""
  return `FAIL ${id}: ${first === undefined ? "" : Difference.describe(first)}${more}`
}
