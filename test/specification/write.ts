/**
 * `npm run specification [-- HISTORIES [SEED]]`: plays random histories under all laws and writes docs/specification.md.
 * Ends with 1 when a law was not put to the test.
 */
import { writeFileSync } from "node:fs"
import * as LawRun from "./LawRun.ts"
import * as SpecificationPage from "./SpecificationPage.ts"

const [histories = "10000", seed = "1"] = process.argv.slice(2)

const run = LawRun.of(Number(histories), Number(seed))
const vacuous = LawRun.vacuous(run)
if (vacuous.length > 0) {
  process.stderr.write(`Not put to the test by ${histories} histories: ${vacuous.join(", ")}\n`)
  process.exitCode = 1
} else {
  const examples = (law: Parameters<typeof LawRun.example>[0]) =>
    SpecificationPage.exampleOf(LawRun.example(law, Number(seed)))
  writeFileSync("docs/specification.md", SpecificationPage.page(run, examples))
}
