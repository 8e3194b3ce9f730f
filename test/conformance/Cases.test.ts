/** Every case that was brought over is played from its file; those that cannot apply are argued. */
import { fileURLToPath } from "node:url"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as CaseLine from "./CaseLine.ts"
import type * as CaseKind from "./cases/CaseKind.ts"
import * as CaseKinds from "./cases/CaseKinds.ts"
import * as ConformanceFile from "./ConformanceFile.ts"

const linesOf = (file: string): ReadonlyArray<CaseLine.Case> =>
  ConformanceFile.readLines(fileURLToPath(new URL(file, import.meta.url)))
    .map(Result.getOrThrow)
    .flatMap((line) => (line._tag === "Case" ? [line.one] : []))

const controller = linesOf("job-controller-cases.jsonl")
const api = linesOf("api-cases.jsonl")
const all = [...controller, ...api]

const citing = ({ id, rules }: CaseLine.Case): string =>
  rules === undefined ? id : `${id} (${rules.join(", ")})`

const failures = (outcome: CaseKind.Outcome): CaseKind.Differences =>
  outcome._tag === "Failed" ? outcome.differences : []

const differences = (one: CaseLine.Case): CaseKind.Differences =>
  failures(Result.getOrThrow(CaseLine.read(one))())

const suites = [...CaseKinds.controller, ...CaseKinds.api].map(({ kind }) => ({
  kind,
  cases: all
    .filter((one) => one.kind === kind && CaseLine.skipped(one) === undefined)
    .map((one) => ({ name: citing(one), one }))
}))

describe.each(suites)("the kind $kind", ({ cases }) => {
  it.each(cases)("$name", ({ one }) => assert.isEmpty(differences(one)))
})

describe("the files", () => {
  it("hold every case once", () => {
    assert.lengthOf(controller, 371)
    assert.lengthOf(api, 901)
    assert.strictEqual(new Set(all.map(({ id }) => id)).size, all.length)
  })
})
