/** The numbers of the README: how the rules stand, and what of upstream's cases and traces is answered as upstream did. */
import { fileURLToPath } from "node:url"
import * as Result from "effect/Result"
import * as Player from "../../src/runtime/conformance/Player.ts"
import * as ConformanceFile from "../conformance/ConformanceFile.ts"
import * as ConformanceRun from "../conformance/ConformanceRun.ts"
import * as Coverage from "./Coverage.ts"
import * as Rules from "./Rules.ts"

/** `listed`: not followed to the letter, not applicable, or left open, each with its reason. */
interface Count {
  readonly held: number
  readonly listed: number
  readonly all: number
}

const ofKubernetes = new Set(["JC", "AJ", "LC", "CL"])

const rules = (): Count => {
  const standings = Rules.all
    .filter(({ id }) => ofKubernetes.has(Rules.prefixOf(id)))
    .map(({ id }) => Coverage.standing(id))
  return {
    held: standings.filter((standing) => standing === "held").length,
    listed: standings.filter((standing) => standing === "listed").length,
    all: standings.length
  }
}

/** Cases of CronJobs are none of these: CronJobs come later. */
const isLater = (line: ConformanceFile.Line): boolean =>
  line._tag === "Case" && line.one.kind.startsWith("cron.")

const played = (file: string): Count => {
  const path = fileURLToPath(new URL(`../conformance/${file}`, import.meta.url))
  const later = ConformanceFile.readLines(path).filter(
    (line) => Result.isSuccess(line) && isLater(line.success)
  )
  const lines = ConformanceFile.read(path)
  const tags = lines.map(
    (line) => Result.isSuccess(line) && ConformanceRun.answer(line.success, Player.play).outcome._tag
  )
  return {
    held: tags.filter((tag) => tag === "Passed").length,
    listed: tags.filter((tag) => tag === "Skipped").length - later.length,
    all: lines.length - later.length
  }
}

const row = (what: string, { held, listed, all }: Count): string =>
  `| ${what} | ${held} | ${listed} | ${all} |`

/** The table. */
export const table = (): string =>
  [
    "| | hold | listed with a reason | all |",
    "| --- | --- | --- | --- |",
    row("[rules](docs/spec/README.md) of the Job controller, the API, the kubelet, the collectors", rules()),
    row("[cases](test/conformance/README.md) of the Job controller", played("job-controller-cases.jsonl")),
    row("cases of the API and the kubelet", played("api-cases.jsonl")),
    row("golden traces of the Job controller", played("traces.jsonl"))
  ].join("\n")

const opening = "<!-- numbers, by npm run docs -->\n"
const closing = "\n<!-- end of numbers -->"

/** A page with the numbers between its marks as they are now. */
export const filledIn = (page: string): string => {
  const [before, rest] = page.split(opening)
  const [, after] = rest?.split(closing) ?? []
  if (before === undefined || after === undefined) throw new Error("the page has no place for numbers")
  return `${before}${opening}${table()}${closing}${after}`
}
