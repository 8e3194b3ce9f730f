/** Keeps what became of the mutants of some files, with the commit and the day, and tells it in docs/testing.md. */
import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import * as Page from "./Page.ts"
import * as Report from "./Report.ts"
import * as Results from "./Results.ts"

const page = "docs/testing.md"

export const keep = (report: string, files: ReadonlyArray<string>): void => {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim()
  const date = new Date().toISOString().slice(0, 10)
  const before = Results.read()
  const tried = Report.read(report, { commit, date }, before)
  Results.write({
    ...before,
    ...Object.fromEntries(Object.entries(tried).filter(([file]) => files.includes(file)))
  })
  writeFileSync(page, Page.filledIn(readFileSync(page, "utf8"), Results.read()))
  execFileSync("npx", ["oxfmt", Results.kept, page])
}
