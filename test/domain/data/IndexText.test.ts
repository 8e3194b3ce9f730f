import { assert, describe, it } from "vitest"
import * as IndexText from "../../../src/domain/data/IndexText.ts"
import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"

const read = (text: string, completions = 10): string => IntervalSet.format(IndexText.read(text, completions))

describe("a text of indexes", () => {
  it.each([
    ["", ""],
    ["0", "0"],
    ["0,2-5,7", "0,2-5,7"],
    ["1-2", "1,2"],
    ["0,1,2", "0-2"],
    ["0-2,3-5", "0-5"]
  ])("%j is read as %j (JC-15, JC-16)", (text, read_) => assert.strictEqual(read(text), read_))

  it("skips what does not parse (JC-16)", () => {
    assert.strictEqual(read("a,1,2-b,4"), "1,4")
    assert.strictEqual(read("-3,5"), "5")
  })

  it("ends where a fragment starts at completions or above (JC-16)", () =>
    assert.strictEqual(read("1,12,3"), "1"))

  it("is cut at completions (JC-16)", () => assert.strictEqual(read("8-20"), "8,9"))
})
