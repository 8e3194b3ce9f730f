/**
 * What descriptions of Jobs and Pods have in common: times, labels, annotations.
 */
import type { Labels } from "../../../domain/manifest/JobSchema.ts"
import type { Line } from "./Tabbed.ts"

export const none = "<none>"

/** `Thu, 01 Jan 2026 00:00:05 +0000`, in UTC. */
export const time = (text: string): string => new Date(text).toUTCString().replace(/GMT$/, "+0000")

/** A line, unless there is nothing to say. */
export const unless = (title: string, value: string | number | undefined): ReadonlyArray<Line> =>
  value === undefined ? [] : [[title, String(value)]]

const sorted = (entries: Labels): ReadonlyArray<readonly [string, string]> =>
  Object.entries(entries).toSorted(([left], [right]) => (left < right ? -1 : 1))

/** The title stands before the first line only. */
const titled = (indent: string, title: string, texts: ReadonlyArray<string>): ReadonlyArray<Line> =>
  texts.length === 0
    ? [[`${indent}${title}:`, none]]
    : texts.map((text, position) => [position === 0 ? `${indent}${title}:` : indent, text])

export const labels = (indent: string, title: string, entries: Labels = {}): ReadonlyArray<Line> =>
  titled(
    indent,
    title,
    sorted(entries).map(([key, value]) => `${key}=${value}`)
  )

const lengthMax = 140

const cut = (text: string): string =>
  text.length > lengthMax - 2 ? `${text.slice(0, lengthMax - 2)}...` : text

/** A long value, or one of several lines, stands below its key. */
const annotation = ([key, value]: readonly [string, string]): ReadonlyArray<string> => {
  const text = value.replace(/\n$/, "")
  return key.length + text.length + 2 > lengthMax || text.includes("\n")
    ? [`${key}:`, ...text.split("\n").map((line) => `  ${cut(line)}`)]
    : [`${key}: ${text}`]
}

export const annotations = (indent: string, entries: Labels = {}): ReadonlyArray<Line> =>
  titled(indent, "Annotations", sorted(entries).flatMap(annotation))
