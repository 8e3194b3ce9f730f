/** Plays what some files hold and says in plain lines what is not answered as upstream did. */
import * as Array from "effect/Array"
import * as Conformance from "../../src/runtime/conformance/Conformance.ts"
import * as Difference from "../../src/runtime/conformance/Difference.ts"
import * as Tally from "../../src/runtime/conformance/Tally.ts"
import * as CaseLine from "./CaseLine.ts"
import type * as CaseKind from "./cases/CaseKind.ts"
import * as ConformanceFile from "./ConformanceFile.ts"

export interface Output {
  readonly line: (text: string) => void
  readonly error: (text: string) => void
}

const usage =
  "usage: conformance FILE… (golden traces, Job controller cases and API cases, one JSON object a line)"

/** In the order in which a reader is told of them. */
const formats = ["Job controller cases", "API cases", "golden traces"] as const
export type Format = (typeof formats)[number]

/** What a line asks for was answered, well or not. */
export interface Played {
  readonly format: Format
  readonly id: string
  readonly outcome: CaseKind.Outcome | Conformance.Outcome
}

/** Answers a line of a file. */
export const answer = (entry: ConformanceFile.Entry, play: Conformance.Play): Played => {
  if (entry._tag === "Trace") {
    const { trace } = entry
    return { format: "golden traces", id: trace.id, outcome: Conformance.check(trace, play) }
  }
  const format = CaseLine.isOfController(entry.one) ? "Job controller cases" : "API cases"
  return { format, id: entry.one.id, outcome: entry.play() }
}

/**
 * The exit code: 0 when nothing failed, 1 when something did, 2 when a file or a line cannot be used. What can be used
 * is played all the same.
 */
export const run = (files: ReadonlyArray<string>, play: Conformance.Play, output: Output): 0 | 1 | 2 => {
  if (files.length === 0 || files.some((file) => file.startsWith("-"))) {
    output.error(usage)
    return 2
  }
  const [entries, invalid] = Array.separate(files.flatMap(ConformanceFile.read))
  invalid.forEach(({ message }) => output.error(message))
  if (entries.length === 0) return 2
  const failed = checkAll(entries, play, output)
  return invalid.length > 0 ? 2 : failed
}

const checkAll = (
  entries: ReadonlyArray<ConformanceFile.Entry>,
  play: Conformance.Play,
  output: Output
): 0 | 1 => {
  const tallies = new Map<Format, Tally.Tally>()
  for (const entry of entries) {
    const { format, id, outcome } = answer(entry, play)
    tallies.set(format, Tally.add(tallies.get(format) ?? Tally.initial, outcome))
    if (outcome._tag === "Failed") output.line(failure(id, outcome.differences))
  }
  const total = tallies.values().reduce(Tally.sum, Tally.initial)
  Tally.reasons(total).forEach(output.line)
  for (const format of formats) {
    const tally = tallies.get(format)
    if (tally !== undefined && tallies.size > 1) output.line(`${format}: ${Tally.numbers(tally)}`)
  }
  output.line(Tally.numbers(total))
  return total.failed === 0 ? 0 : 1
}

const failure = (id: string, differences: ReadonlyArray<Difference.Inequality>): string => {
  const [first] = differences
  const more = differences.length > 1 ? ` (and ${differences.length - 1} more)` : ""
  return `FAIL ${id}: ${first === undefined ? "" : Difference.describe(first)}${more}`
}
