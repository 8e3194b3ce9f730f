/** The rules that are not followed to the letter: the first column of the tables of docs/differences.md. */
import { readFileSync } from "node:fs"
import * as Rules from "./Rules.ts"

export interface Difference {
  readonly rules: ReadonlyArray<string>
  /** What upstream does, and what is done here or why it is not. */
  readonly upstream: string
  readonly here: string
}

const row = /^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/

export const all: ReadonlyArray<Difference> = readFileSync("docs/differences.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, rules = "", upstream = "", here = ""] = row.exec(line) ?? []
    const cited = Rules.citedIn(rules)
    return cited.length === 0 ? [] : [{ rules: cited, upstream, here }]
  })

export const rules: ReadonlySet<string> = new Set(all.flatMap(({ rules }) => rules))
