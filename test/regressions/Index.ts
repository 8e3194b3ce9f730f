/**
 * The index of the regressions, as a page: `README.md` beside this file.
 */
import type { Regression } from "./Regression.ts"

const foreword = `# Bugs that others suffered

Each row is a bug of another system, told as a story of ours, with the law or promise that was broken there. A file
\`.yaml\` with plays is a scenario and what its answer must hold; one that names a test is told there, because a scenario
cannot tell it. This page is made of the headings: \`npx vitest run test/regressions -u\`.
`

/** What went wrong there, which comes before what is done here. */
const there = (story: string): string => story.trim().split(/(?<=[.]) (?=Here )/)[0] ?? story

const cells = ({
  id,
  upstream,
  story,
  law,
  promise,
  test,
  waits,
  file
}: Regression): ReadonlyArray<string> => [
  id,
  upstream.join(", "),
  there(story),
  law === undefined ? (promise ?? "") : `\`${law}\``,
  waits === undefined ? `[${test ?? file}](${test ?? file})` : `waits: ${waits}`
]

const row = (of: ReadonlyArray<string>): string => `| ${of.join(" | ")} |`

const header = ["", "upstream", "what went wrong there", "law or promise", "told in"]

export const page = (regressions: ReadonlyArray<Regression>): string =>
  `${foreword}\n${[row(header), row(header.map(() => "---")), ...regressions.map((one) => row(cells(one)))].join("\n")}\n`
