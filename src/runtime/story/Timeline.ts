/**
 * Entries as lines: when, since the start and by the clock, and what.
 */
import * as Clock from "./Clock.ts"
import * as Columns from "./Columns.ts"
import * as Entry from "./Entry.ts"
import * as Style from "./Style.ts"

/** What the lines are shown on; `columns` is its width in characters. Anything but a terminal is a pipe or a file. */
export interface Display {
  readonly isTerminal: boolean
  readonly hasColours: boolean
  readonly columns: number
}

/** A report that is kept or piped on. */
export const plain: Display = { isTerminal: false, hasColours: false, columns: 110 }

const gap = "  "

/** Of a longer story the middle is left out. */
const entriesMax = 400
const kept = 150

/** One line, or as many as the width of a terminal asks for; a pipe gets one, so that it can be searched. */
const told = (entry: Entry.Entry, width: number, isTerminal: boolean): ReadonlyArray<string> => {
  const text = Style.printable(Entry.sentence(entry, width))
  return isTerminal ? Columns.wrap(text, width) : [text]
}

export const lines = (
  entries: ReadonlyArray<Entry.Entry>,
  start: number,
  { columns, isTerminal, hasColours }: Display
): ReadonlyArray<string> => {
  const end = entries.at(-1)?.at ?? start
  const isWithinDay = Clock.isOneDay(start, end)
  const times = entries.map(({ at }) => [Clock.offset(at - start), Clock.clock(at, isWithinDay)] as const)
  const [offsets, clocks] = [0, 1].map((column) =>
    times.reduce((widest, time) => Math.max(widest, (time[column] ?? "").length), 0)
  )
  const paint = Style.paint(hasColours)
  const indent = (offsets ?? 0) + (clocks ?? 0) + 2 * gap.length
  const all = entries.map((entry, position) => {
    const [offset = "", clock = ""] = times[position] ?? []
    const [first = "", ...more] = told(entry, Math.max(columns - indent, 20), isTerminal)
    const when = `${offset.padStart(offsets ?? 0)}${gap}${paint("dim", clock.padEnd(clocks ?? 0))}${gap}`
    return [
      `${when}${paint(entry.tone, first)}`,
      ...more.map((line) => " ".repeat(indent) + paint(entry.tone, line))
    ]
  })
  if (all.length <= entriesMax) return all.flat()
  const left = all.length - 2 * kept
  const remark = paint("dim", `${" ".repeat(indent)}… ${left} more things happened; the log has them all`)
  return [...all.slice(0, kept).flat(), remark, ...all.slice(-kept).flat()]
}
