import { readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import * as Numbers from "./Numbers.ts"

describe("the numbers of the README", () => {
  it("are what `npm run docs` counts", () => {
    const page = readFileSync("README.md", "utf8")
    assert.strictEqual(page, Numbers.filledIn(page))
  })

  it("take the place of the former ones, where there is one", () => {
    const page = "a\n<!-- numbers, by npm run docs -->\nformer\n<!-- end of numbers -->\nb\n"
    assert.notInclude(Numbers.filledIn(page), "former")
    assert.match(Numbers.filledIn(page), /^a\n[^]*\nb\n$/)
    assert.throws(() => Numbers.filledIn("a\nb\n"))
  })
})
