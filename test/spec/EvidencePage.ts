/**
 * docs/spec/evidence.md: for every rule what fails when it is broken, or that it is not followed to the letter. Of many
 * laws, cases, traces and tests a few are named.
 */
import { basename } from "node:path"
import * as Differences from "./Differences.ts"
import * as Evidence from "./Evidence.ts"
import * as Rules from "./Rules.ts"

/** So many of each kind are named. */
const named = 2

const headings: Readonly<Record<string, string>> = {
  JC: "The Job controller",
  AJ: "The API",
  LC: "Pods and containers",
  CL: "Cleaning up",
  TR: "Golden traces",
  P: "Promises"
}

/** Where a test stands, and what it says apart from its numbers. */
const shortened = (test: string): string =>
  test
    .replace(/^(?:src|test)\/(.*?)(?:\.test|\.laws\.test)?\.ts: /, "$1: ")
    .replaceAll(/ \([^()]*\d[^()]*\)/g, "")

/** As a cell of a table can hold it. */
const labelOf = ({ kind, name }: Evidence.Evidence): string => {
  const text = kind === "test" ? shortened(name) : name
  return `${kind} \`${text.replaceAll("`", "'").replaceAll("|", "\\|").replaceAll("\n", " ")}\``
}

const evidenceFor = (rule: string): ReadonlyArray<Evidence.Evidence> => Evidence.all.get(rule) ?? []

const isListed = "[different](../differences.md)"

const cellOf = (rule: string): string =>
  [
    ...(Differences.rules.has(rule) ? [isListed] : []),
    ...Map.groupBy(evidenceFor(rule), ({ kind }) => kind)
      .values()
      .flatMap((ofKind) => [...new Set(ofKind.map(labelOf))].slice(0, named))
  ].join(", ")

const tableOf = (rules: ReadonlyArray<Rules.Rule>): string =>
  ["| rule | held by |", "| --- | --- |", ...rules.map(({ id }) => `| ${id} | ${cellOf(id)} |`)].join("\n")

const sections = (): ReadonlyArray<string> =>
  [...Map.groupBy(Rules.all, ({ page }) => page)].map(([page, rules]) => {
    const [{ id } = { id: "" }] = rules
    const prefix = Rules.prefixOf(id)
    return `## [${headings[prefix]}](${basename(page)}) (${prefix})\n\n${tableOf(rules)}\n`
  })

/** The page. */
export const page = (): string => `# What holds each rule

Made by \`npm run docs\`. Each rule has here what fails when it is broken: a law over every history (\`src/domain/law\`), upstream's cases and golden traces (\`test/conformance\`), and tests whose titles cite it. Of many of a kind two are named. A rule that is not followed to the letter stands in [differences](../differences.md).

${sections().join("\n")}`

const row = /^\| ((?:JC|AJ|LC|CL|TR)-\d+|P\d+) \| (.*) \|$/

/** What a page says of a rule that is not so, or not so any more. */
export const untrue = (text: string): ReadonlyArray<string> => {
  const rows = new Map(
    text.split("\n").flatMap((line) => {
      const [, rule, cell = ""] = row.exec(line) ?? []
      return rule === undefined ? [] : [[rule, cell] as const]
    })
  )
  return Rules.all.flatMap(({ id }) => {
    const cell = rows.get(id)
    if (cell === undefined) return [`${id} is missing`]
    const known = [...evidenceFor(id).map(labelOf), ...(Differences.rules.has(id) ? [isListed] : [])]
    const rest = known.reduce((left, label) => left.replace(label, ""), cell).replaceAll(", ", "")
    if (cell === "") return [`${id} is held by nothing`]
    return rest === "" ? [] : [`${id} is not held by ${rest}`]
  })
}
