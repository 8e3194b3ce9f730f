/**
 * One thing that happened, ready to be told; and how several of one kind in one instant become one.
 */
import * as Columns from "./Columns.ts"
import type { Tone } from "./Style.ts"

/** `about`: the Pods it happened to, of which `text` is what happened; without Pods `text` says everything. */
export interface Entry {
  readonly at: number
  readonly tone: Tone
  readonly text: string
  readonly about: ReadonlyArray<string>
  /** What stood then, such as how many failures there were. The last one of a merged entry is told. */
  readonly note: string | undefined
}

export const plain = (at: number, text: string, tone: Tone = "plain"): Entry => ({
  at,
  tone,
  text,
  about: [],
  note: undefined
})

export const ofPod = (
  at: number,
  name: string,
  text: string,
  { tone = "plain", note }: { readonly tone?: Tone; readonly note?: string | undefined } = {}
): Entry => ({ at, tone, text, about: [name], note })

/** The same of other Pods; what happens to a Pod twice in an instant is told twice. */
const isSame = (left: Entry, right: Entry): boolean =>
  left.at === right.at &&
  left.text === right.text &&
  left.about.length > 0 &&
  right.about.length > 0 &&
  !left.about.some((name) => right.about.includes(name))

/** Adds an entry behind others: to the one of its kind in this instant, if there is one. */
export const add = (entries: Array<Entry>, entry: Entry): void => {
  for (let position = entries.length - 1; position >= 0; position -= 1) {
    const there = entries[position]
    if (there === undefined || there.at !== entry.at) break
    if (!isSame(there, entry)) continue
    entries[position] = { ...there, about: [...there.about, ...entry.about], note: entry.note ?? there.note }
    return
  }
  entries.push(entry)
}

/** `Pod a failed (exit code 1); 1 of 6 failures`, `3 Pods created: a, b and 1 more`. */
export const sentence = ({ text, about, note }: Entry, width: number): string => {
  const ending = note === undefined ? "" : `; ${note}`
  const [only = ""] = about
  if (about.length === 0) return `${text}${ending}`
  if (about.length === 1) return `Pod ${only} ${text}${ending}`
  const start = `${about.length} Pods ${text}: `
  return `${start}${Columns.names(about, width - start.length - ending.length)}${ending}`
}
