/**
 * `node test/conformance/refresh.ts FILE`: writes traces.jsonl anew from a file of original traces. Every trimmed
 * trace is read back and laid beside the original; a difference stops the refresh and nothing is written.
 */
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Comparison from "../../src/runtime/conformance/Comparison.ts"
import * as Trace from "../../src/runtime/conformance/Trace.ts"
import * as TraceFile from "./TraceFile.ts"
import * as Trimmed from "./Trimmed.ts"

const target = fileURLToPath(new URL("traces.jsonl", import.meta.url))

const lineOf = (trace: Trace.Trace): Result.Result<string, TraceFile.InvalidTraceFile> => {
  const trimmed = Trimmed.of(trace)
  return Result.match(Trace.decode(trimmed), {
    onFailure: ({ message }) => invalid(`${trace.id}: ${message}`),
    onSuccess: (again) => {
      const answers = Option.all([Trace.expected(trace), Trace.expected(again)])
      const differs = Option.exists(answers, ([one, other]) => Comparison.compare(one, other).length > 0)
      return differs
        ? invalid(`${trace.id}: the trimmed trace differs`)
        : Result.succeed(JSON.stringify(trimmed))
    }
  })
}

const invalid = (message: string): Result.Result<never, TraceFile.InvalidTraceFile> =>
  Result.fail({ _tag: "InvalidTraceFile", message })

const [file, ...others] = process.argv.slice(2)
if (file === undefined || others.length > 0) {
  process.stderr.write("usage: refresh.ts FILE (original golden traces, one JSON object a line)\n")
  process.exitCode = 2
} else {
  Result.match(
    Result.flatMap(TraceFile.read(file), (traces) => Result.all(traces.map(lineOf))),
    {
      onFailure: ({ message }) => {
        process.stderr.write(`${message}\n`)
        process.exitCode = 2
      },
      onSuccess: (lines) => {
        writeFileSync(target, lines.map((line) => `${line}\n`).join(""))
        process.stdout.write(`${lines.length} traces written\n`)
      }
    }
  )
}
