/**
 * docs/specification.md: the laws as they are written in `src/domain/law`, each with the least history of which it
 * speaks and how often it spoke in a run; and the properties that hold of more than one history.
 */
import { globSync, readFileSync } from "node:fs"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parse, stringify } from "yaml"
import type * as Law from "../../src/domain/law/Law.ts"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Story from "../../src/runtime/story/Story.ts"
import * as Titles from "../spec/Titles.ts"
import type * as LawRun from "./LawRun.ts"

/** Laws that are written in one file. */
interface Chapter {
  readonly title: string
  readonly laws: ReadonlyArray<Law.Law>
}

const chapterOf = (path: string): Chapter => {
  const source = readFileSync(path, "utf8")
  const [, title = ""] = /^\/\*\*\n \* (Laws [^]+?)[.:](?:\s|\n)/.exec(source) ?? []
  const laws = Laws.all.filter(({ name }) => source.includes(`export const ${name}: Law`))
  return { title: title.replaceAll("\n * ", " ").replaceAll(/ \([^)]*\)/g, ""), laws }
}

/** In the order of the list of laws. */
const chapters = (): ReadonlyArray<Chapter> =>
  globSync("src/domain/law/*.ts")
    .map(chapterOf)
    .flatMap((chapter) => (chapter.laws[0] === undefined ? [] : [{ ...chapter, first: chapter.laws[0] }]))
    .toSorted((left, right) => Laws.all.indexOf(left.first) - Laws.all.indexOf(right.first))

const encode = Schema.encodeSync(Scenario.Scenario)

const count = (number: number): string => number.toLocaleString("en")

/** What a page keeps of a law's example. */
interface Example {
  readonly scenario: Scenario.Scenario
  readonly story: ReadonlyArray<string>
}

export const exampleOf = (scenario: Scenario.Scenario): Example => ({
  scenario,
  story: Result.getOrThrow(Story.lines(scenario))
})

const lawText = (
  { name, rules, text }: Law.Law,
  { scenario, story }: Example,
  run: LawRun.LawRun
): ReadonlyArray<string> => {
  const spoken = run.spoken.get(name) ?? { times: 0, histories: 0 }
  return [
    `### ${name}`,
    "",
    `${text} (${rules})`,
    "",
    `Exercised ${count(spoken.times)} times, in ${count(spoken.histories)} histories. The least history of which it speaks:`,
    "",
    "```text",
    ...story,
    "```",
    "",
    "<details><summary>as a scenario</summary>",
    "",
    "```yaml",
    stringify(encode(scenario)).trimEnd(),
    "```",
    "",
    "</details>",
    ""
  ]
}

/** A title without the names of the cases it stands for; nothing where it is no more than such a name. */
const sentence = (text: string): ReadonlyArray<string> => {
  const left = text.replaceAll(/(?:: |,? when |)(?:%s|\$name)$/g, "")
  return left.trim() === "" ? [] : [left.trim()]
}

/** Every property that is tried with random inputs, by the file it stands in. */
const properties = (): ReadonlyArray<string> =>
  [
    ...Map.groupBy(
      Titles.all.filter(({ path }) => path.endsWith(".laws.test.ts")),
      ({ path }) => path
    )
  ].flatMap(([path, titles]) => [
    `- \`${path}\``,
    ...titles.flatMap(({ text, isSuite }) =>
      sentence(text).map((one) => (isSuite ? `  - ${one}` : `    - ${one}`))
    )
  ])

const introduction = ({ histories, events, seed }: LawRun.LawRun): string => `# Specification

Made by \`npm run specification\`. What jobledger is, as laws: sentences that hold of every history, whatever Pods, users, faults and clocks do. The same list judges random histories (\`npm test\`, \`npm run laws\`), a scenario (\`Laws.check\` of \`jobledger/testing\`) and any recorded log (\`jobledger verify --laws LOG\`). The rules in parentheses are Kubernetes' behaviour as it is written down in [spec](spec), and the promises P1 to P11 of [the architecture](architecture.md).

A law says nothing where its premise is not given; one that said nothing in a whole run would be an error of the run. The counts are those of ${count(histories)} random histories of ${count(events)} events in all, drawn from seed ${seed}. Each example was found by shrinking away everything the law does not need; a test plays it again, and \`jobledger simulate\` does so for you.
`

const heading = "## Properties of more than one history"

const ofMany = (): string =>
  [
    heading,
    "",
    "What is said of a history and its replay, its duplicate, its crash, of two runtimes, of data and of the log, is a property test of its own:",
    "",
    ...properties(),
    ""
  ].join("\n")

/** A page with the properties as they are now. */
export const refreshed = (text: string): string => text.slice(0, text.indexOf(heading)) + ofMany()

/** The page, from a run and an example for each law. */
export const page = (run: LawRun.LawRun, examples: (law: Law.Law) => Example): string =>
  [
    introduction(run),
    ...chapters().flatMap(({ title, laws }) => [
      `## ${title}`,
      "",
      ...laws.flatMap((law) => lawText(law, examples(law), run))
    ]),
    ofMany()
  ].join("\n")

/** What a page says of a law. */
export interface Said {
  readonly name: string
  readonly sentence: string
  readonly times: number
  readonly story: ReadonlyArray<string>
  readonly scenario: unknown
}

const section =
  /^### (\w+)\n\n(.+)\n\nExercised ([\d,]+) times[^\n]*\n\n```text\n([^]*?)\n```\n[^]*?```yaml\n([^]*?)```$/gm

const yamlOf = (text: string): unknown => parse(text)

/** Reads a page. */
export const read = (text: string): ReadonlyArray<Said> =>
  [...text.matchAll(section)].map(([, name = "", sentence = "", times = "", story = "", yaml = ""]) => ({
    name,
    sentence,
    times: Number(times.replaceAll(",", "")),
    story: story.split("\n"),
    scenario: yamlOf(yaml)
  }))

export const sentenceOf = ({ text, rules }: Law.Law): string => `${text} (${rules})`
