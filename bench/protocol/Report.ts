/**
 * The results of a run: as a file of lines, as tables on the terminal and as tables in a document.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import type { Table } from "./Bench.ts"
import type { Machine } from "./Machine.ts"
import * as Row from "./Row.ts"

/** `loaded`: others were at work on the machine. `quick`: too few rounds to believe more than the first digit. */
export interface Run {
  readonly machine: Machine
  readonly loaded: boolean
  readonly quick: boolean
}

const bound = (bar: Row.Bar | undefined, limit: "floor" | "goal"): string =>
  bar === undefined ? "" : `${bar.better === "more" ? "≥" : "≤"} ${Row.format(bar[limit])}`

const cells = (row: Row.Row, isVoid: boolean): ReadonlyArray<string> => {
  const { low, median, high } = row.measured
  return [
    row.what,
    `${Row.format(median)} ${row.unit}`,
    `${Row.format(low)} to ${Row.format(high)}`,
    bound(row.bar, "floor"),
    bound(row.bar, "goal"),
    isVoid ? "void" : Row.reached(row),
    row.detail
  ]
}

const head = ["what", "median", "95 % interval", "floor", "goal", "reached", "detail"]

const marks = ({ quick, loaded }: Run): string =>
  [quick ? "quick run" : "", loaded ? "loaded machine" : ""].filter((mark) => mark !== "").join(", ")

const control = ({ control: { low, median, high }, isVoid }: Table): string =>
  `Control, one side against itself: ${median.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})` +
  (isVoid ? ": **void**, the machine was not steady." : ".")

const machine = (run: Run): string => {
  const { at, commit, node, kernel, cpu, memory, load } = run.machine
  const marked = marks(run)
  return [
    `${at}, commit ${commit}, Node ${node}, ${kernel}, ${cpu}, ${memory}, load average ${load.toFixed(2)} before`,
    ...(marked === "" ? [] : [`**${marked}: indicative only**`])
  ].join("; ")
}

/** A table in Markdown, which a terminal shows well enough. */
export const table = (run: Run, measured: Table): string => {
  const rows = [head, ...measured.rows.map((row) => cells(row, measured.isVoid))]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: ReadonlyArray<string>): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`
  const [top = head, ...body] = rows
  return [line(top), rule, ...body.map(line), "", control(measured), "", `Measured ${machine(run)}.`].join(
    "\n"
  )
}

const results = new URL("../results/", import.meta.url)

/** One line for the run and one for each row; where it was written. */
export const save = (run: Run, tables: ReadonlyArray<Table>): string => {
  const lines = [
    run,
    ...tables.flatMap(({ name, rows, control: interval, isVoid }) =>
      rows.map((row) => ({ bench: name, ...row, reached: Row.reached(row), control: interval, isVoid }))
    )
  ]
  const name = `${run.machine.at.replaceAll(/[-:]/g, "")}${run.quick ? "-quick" : ""}.jsonl`
  mkdirSync(results, { recursive: true })
  writeFileSync(new URL(name, results), lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
  return `bench/results/${name}`
}

/** Puts a table between `<!-- bench NAME -->` and `<!-- end -->`. */
const replaced = (document: string, name: string, text: string): string => {
  const start = `<!-- bench ${name} -->`
  const from = document.indexOf(start)
  const to = document.indexOf("<!-- end -->", from)
  if (from < 0 || to < 0) throw new Error(`the document has no place for ${name}`)
  return `${document.slice(0, from + start.length)}\n${text}\n${document.slice(to)}`
}

export const write = (path: string, run: Run, tables: ReadonlyArray<Table>): void => {
  const document = tables.reduce(
    (text, measured) => replaced(text, measured.name, table(run, measured)),
    readFileSync(path, "utf8")
  )
  writeFileSync(path, document)
}
