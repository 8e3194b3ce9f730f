import { assert, describe, it } from "vitest"
import * as Repetition from "../../../src/domain/data/Repetition.ts"

describe("what stands in a list again", () => {
  it.each([
    [[], []],
    [
      [1, 2, 1, 1],
      [false, false, true, true]
    ],
    [
      ["a", "b", "b"],
      [false, false, true]
    ],
    [
      ["__proto__", "constructor", "__proto__"],
      [false, false, true]
    ]
  ])("of %j: %j", (items, expected) => assert.deepStrictEqual(Repetition.of(items), expected))
})
