import { readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import * as ApiEvidence from "./ApiEvidence.ts"
import * as Coverage from "./Coverage.ts"
import * as Differences from "./Differences.ts"
import * as Evidence from "./Evidence.ts"
import * as EvidencePage from "./EvidencePage.ts"
import * as Rules from "./Rules.ts"
import * as TraceEvidence from "./TraceEvidence.ts"

const numbers = new Set(Rules.all.map(({ id }) => id))

describe("every rule", () => {
  it("is held to by something that fails when it is broken, or stands in differences.md", () =>
    assert.deepStrictEqual(Coverage.neither, []))

  it("that stands in differences.md is one, with what is different and why", () => {
    assert.deepStrictEqual(
      [...Differences.rules].filter((id) => !numbers.has(id)),
      []
    )
    for (const { upstream, here } of Differences.all) {
      assert.match(upstream, /\S.*\.$/)
      assert.match(here, /\S.*\.$/)
    }
  })

  it("has true evidence in docs/spec/evidence.md", () =>
    assert.deepStrictEqual(EvidencePage.untrue(readFileSync("docs/spec/evidence.md", "utf8")), []))
})

describe("evidence", () => {
  it("from cases of the API is there for every rule of which it is said", () => {
    const found = new Set(Evidence.cases.flatMap(ApiEvidence.rulesOf))
    assert.deepStrictEqual(
      ApiEvidence.rules.filter((rule) => !found.has(rule)),
      []
    )
  })

  it("from golden traces is there for every rule of which it is said", () => {
    const shown = [...Evidence.all.values()].flat().filter(({ kind }) => kind === "trace")
    assert.deepStrictEqual(
      Object.entries(TraceEvidence.traces).flatMap(([rule, names]) =>
        names.filter((name) => !shown.some((one) => one.rule === rule && one.name === name))
      ),
      []
    )
  })

  it("is of rules that there are", () =>
    assert.deepStrictEqual(
      [...Evidence.all.keys()].filter((id) => !numbers.has(id)),
      []
    ))
})
