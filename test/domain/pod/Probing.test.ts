import { assert, describe, it } from "vitest"
import * as Probing from "../../../src/domain/pod/Probing.ts"

const thresholds = { successThreshold: 2, failureThreshold: 3 }

/** What is said after each of the results: `+` and `-`, `?` where it could not be tried. */
const verdicts = (results: string) => {
  const seen: Array<string> = []
  ;[...results].reduce((row, result) => {
    const after = Probing.next(row, result === "+" ? "Success" : result === "-" ? "Failure" : "Unknown")
    seen.push(Probing.verdict(after, thresholds) ?? ".")
    return after
  }, Probing.noRow)
  return seen.map((verdict) => verdict.slice(0, 1)).join("")
}

describe("the results of a probe (LC-17, LC-42)", () => {
  it("are a verdict when there are enough of a kind in a row", () => {
    assert.strictEqual(verdicts("++"), ".S")
    assert.strictEqual(verdicts("---"), "..F")
    assert.strictEqual(verdicts("--+---+-++"), ".....F...S")
  })

  it("stay what they were while it cannot be tried", () => {
    assert.strictEqual(verdicts("???"), "...")
    assert.strictEqual(verdicts("--?-"), "...F")
  })
})
