/**
 * Text in columns and within a width.
 */

const gap = "   "

/** Rows as lines, every column as wide as its widest cell; the last one is left ragged. */
export const align = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, (row[column] ?? "").length), 0)
  )
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(gap)
      .trimEnd()
  )
}

/** Words in lines of a width; a word that is longer has a line of its own. */
export const wrap = (text: string, width: number): ReadonlyArray<string> =>
  text.split(" ").reduce<Array<string>>((lines, word) => {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
    return lines
  }, [])

/** As many names as fit a width, and how many more there are. */
export const names = (all: ReadonlyArray<string>, width: number): string => {
  const taken: Array<string> = []
  for (const name of all) {
    const rest = all.length - taken.length - 1
    const more = rest === 0 ? "" : ` and ${rest} more`
    if (taken.length > 0 && [...taken, name].join(", ").length + more.length > width) break
    taken.push(name)
  }
  const left = all.length - taken.length
  return left === 0 ? taken.join(", ") : `${taken.join(", ")} and ${left} more`
}
