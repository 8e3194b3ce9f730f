/**
 * A place in a text, shown: the line, and a caret under it.
 */

/** Line and column count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

const widthMax = 100
const before = 40

/** The part of a long line around a column; `shift` is how many characters stand before it no more. */
const around = (line: string, column: number): { readonly part: string; readonly shift: number } => {
  if (line.length <= widthMax) return { part: line, shift: 0 }
  const start = Math.max(0, Math.min(column - 1 - before, line.length - widthMax))
  const part = line.slice(start, start + widthMax)
  const end = start + widthMax < line.length ? "…" : ""
  return start === 0 ? { part: `${part}${end}`, shift: 0 } : { part: `…${part}${end}`, shift: start - 1 }
}

/** The picture of a control character, as wide as any other. Unicode has pictures of those in ASCII. */
const picture = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  if (character === "\t") return " "
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? "\u2421" : "\uFFFD"
}

/** Control characters would move the caret, or worse the cursor: they are shown and not written. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, picture)

/** `file:line:column: message`, then the line as it is written, and the caret. */
export const complaint = (
  name: string,
  written: string,
  { line, column }: Place,
  message: string
): string => {
  const { part, shift } = around(written.replace(/\r$/, ""), column)
  const gutter = ` ${line} | `
  return [
    `${name}:${line}:${column}: ${printable(message)}`,
    `${gutter}${printable(part)}`,
    `${" ".repeat(gutter.length - 2)}| ${" ".repeat(Math.max(0, column - 1 - shift))}^`
  ].join("\n")
}
