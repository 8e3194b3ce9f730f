/**
 * The rules of docs/spec, and how a text cites them.
 *
 * A rule is defined where its number stands in bold (`**JC-57**`, `**AJ-2 ✔**`); it is cited by its number, alone or
 * in a range (`JC-143 to JC-145`).
 */
import { globSync, readFileSync } from "node:fs"

/** `page`: where it stands; `text`: what the number is followed by, up to the end of the line. */
export interface Rule {
  readonly id: string
  readonly page: string
  readonly text: string
}

const prefixes = ["JC", "AJ", "LC", "CL", "TR", "P"]

const definition = /^(?:\s*- |\| |#+ )?\*\*((?:JC|AJ|LC|CL|TR)-\d+|P\d+(?=\.))[^*]*\*\*(.*)$/

const rulesOf = (page: string): ReadonlyArray<Rule> =>
  readFileSync(page, "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, id, text = ""] = definition.exec(line) ?? []
      return id === undefined ? [] : [{ id, page, text: text.trim() }]
    })

/** `JC` of `JC-57`. */
export const prefixOf = (id: string): string => id.replace(/-?\d+$/, "")

const numberOf = (id: string): number => Number(/\d+$/.exec(id)?.[0])

/** By prefix in the order of the index, then by number. */
const order = (one: Rule, other: Rule): number =>
  prefixes.indexOf(prefixOf(one.id)) - prefixes.indexOf(prefixOf(other.id)) ||
  numberOf(one.id) - numberOf(other.id)

/** Every rule there is. */
export const all: ReadonlyArray<Rule> = globSync("docs/spec/*.md").toSorted().flatMap(rulesOf).toSorted(order)

const citation = /(?<![\w-])((?:JC|AJ|LC|CL|TR)-|P)([1-9]\d*)\b(?: to \1(\d+)\b)?/g

/** Every number in a text, each once; of a range its ends and the rules between. */
export const citedIn = (text: string): ReadonlyArray<string> => [
  ...new Set(
    [...text.matchAll(citation)].flatMap(([, prefix = "", first = "", last]) => [
      `${prefix}${first}`,
      ...(last === undefined ? [] : [...between(prefix, Number(first), Number(last)), `${prefix}${last}`])
    ])
  )
]

const between = (prefix: string, first: number, last: number): ReadonlyArray<string> =>
  all
    .map(({ id }) => id)
    .filter((id) => prefixOf(id) === prefix.replace("-", "") && first < numberOf(id) && numberOf(id) < last)
