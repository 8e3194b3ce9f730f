/**
 * Lines in cells, aligned as kubectl aligns what it describes: a column is as wide as its widest cell, but only among
 * lines that follow each other and have it. The last cell of a line belongs to no column.
 */
import * as Style from "../../../runtime/story/Style.ts"

export type Line = ReadonlyArray<string>

const padding = 2

/** How wide a column is around a line: as far as neighbours, up and down, have it too. */
const widthsOf = (lines: ReadonlyArray<Line>, column: number): ReadonlyArray<number> => {
  const widths: Array<number> = lines.map(() => 0)
  const has = (position: number): boolean => (lines[position]?.length ?? 0) > column + 1
  for (let start = 0; start < lines.length; start += 1) {
    if (!has(start)) continue
    let end = start
    while (has(end + 1)) end += 1
    const widest = Math.max(...lines.slice(start, end + 1).map((line) => (line[column] ?? "").length))
    widths.fill(widest + padding, start, end + 1)
    start = end
  }
  return widths
}

/** Texts of users are shown without the characters that would move the cursor. */
export const text = (lines: ReadonlyArray<Line>): string => {
  const shown = lines.map((line) => line.map(Style.printable))
  const columns = shown.reduce((most, { length }) => Math.max(most, length), 0)
  const widths = Array.from({ length: columns }, (_, column) => widthsOf(shown, column))
  const rendered = shown.map((line, position) =>
    line
      .map((cell, column) =>
        column === line.length - 1 ? cell : cell.padEnd(widths[column]?.[position] ?? 0)
      )
      .join("")
  )
  return rendered.map((line) => `${line}\n`).join("")
}
