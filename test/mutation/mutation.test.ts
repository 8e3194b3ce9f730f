import { readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import * as Page from "./Page.ts"
import * as Results from "./Results.ts"

const results = Results.read()

describe("the page on testing", () => {
  it("tells what became of mutants as it is kept", () => {
    const page = readFileSync("docs/testing.md", "utf8")
    assert.strictEqual(page, Page.filledIn(page, results))
  })
})

describe("the deciding files", () => {
  it.each(Object.entries(results))(
    "%s: of ten mutants nine are killed, those left aside that none can tell",
    (_, of) => {
      const survivors = of.survivors.filter(({ why }) => why === undefined)
      assert.isAtLeast(Results.score({ killed: of.killed, survivors }), 90)
    }
  )
})
