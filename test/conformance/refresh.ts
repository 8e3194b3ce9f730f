/**
 * `node test/conformance/refresh.ts FILE…`: brings original golden traces, Job controller cases and API cases over into
 * this directory, trimmed. Every trimmed trace is read back and laid beside the original; a difference stops the
 * refresh and nothing is written.
 */
import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Comparison from "../../src/runtime/conformance/Comparison.ts"
import * as Trace from "../../src/runtime/conformance/Trace.ts"
import * as CaseLine from "./CaseLine.ts"
import * as ConformanceFile from "./ConformanceFile.ts"
import * as Trimmed from "./Trimmed.ts"

/** A line of a file in this directory. */
interface Kept {
  readonly file: string
  readonly json: object
}

const kept = (line: ConformanceFile.Line): Result.Result<Kept, ConformanceFile.InvalidFile> => {
  if (line._tag === "Trace") return trace(line.trace)
  const { id, kind, rules, given, expect } = line.one
  return CaseLine.isOfController(line.one)
    ? Result.succeed({ file: "job-controller-cases.jsonl", json: { id, kind, rules, given, expect } })
    : Result.succeed({ file: "api-cases.jsonl", json: { id, kind, given, expect } })
}

const trace = (trace: Trace.Trace): Result.Result<Kept, ConformanceFile.InvalidFile> => {
  const json = Trimmed.of(trace)
  return Result.match(Trace.decode(json), {
    onFailure: ({ message }) => invalid(`${trace.id}: ${message}`),
    onSuccess: (again) => {
      const answers = Option.all([Trace.expected(trace), Trace.expected(again)])
      const differs = Option.exists(answers, ([one, other]) => Comparison.compare(one, other).length > 0)
      return differs
        ? invalid(`${trace.id}: the trimmed trace differs`)
        : Result.succeed({ file: "traces.jsonl", json })
    }
  })
}

const invalid = (message: string): Result.Result<never, ConformanceFile.InvalidFile> =>
  Result.fail({ _tag: "InvalidFile", message })

const write = (all: ReadonlyArray<Kept>): void => {
  for (const [file, lines = []] of Object.entries(Object.groupBy(all, ({ file }) => file))) {
    const target = fileURLToPath(new URL(file, import.meta.url))
    writeFileSync(target, lines.map(({ json }) => `${JSON.stringify(json)}\n`).join(""))
    process.stdout.write(`${file}: ${lines.length} lines written\n`)
  }
}

const files = process.argv.slice(2)
if (files.length === 0) {
  process.stderr.write("usage: refresh.ts FILE… (original traces or cases, one JSON object a line)\n")
  process.exitCode = 2
} else {
  const lines = files.flatMap(ConformanceFile.readLines)
  Result.match(Result.all(lines.map(Result.flatMap(kept))), {
    onFailure: ({ message }) => {
      process.stderr.write(`${message}\n`)
      process.exitCode = 2
    },
    onSuccess: write
  })
}
