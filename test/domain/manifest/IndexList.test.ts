import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as IndexList from "../../../src/domain/manifest/IndexList.ts"

describe("a list of indexes (AJ-53)", () => {
  it.each([
    ["", []],
    ["0", [[0, 0]]],
    [
      "0,1,2",
      [
        [0, 0],
        [1, 1],
        [2, 2]
      ]
    ],
    [
      "1-2,5-9",
      [
        [1, 2],
        [5, 9]
      ]
    ]
  ])("%j is read as %j", (text, intervals) =>
    assert.deepStrictEqual(
      Result.getOrThrow(IndexList.parse(text, 10)).map(([first, last]) => [first, last]),
      intervals
    )
  )

  it.each([
    [
      "1--3",
      `the fragment "1--3" violates the requirement that an index interval can have at most two parts`
    ],
    ["a", 'cannot convert string to integer for index: "a"'],
    ["0,", 'cannot convert string to integer for index: ""'],
    ["1.5", 'cannot convert string to integer for index: "1.5"'],
    ["10", 'too large index: "10"'],
    ["9-10", 'too large index: "10"'],
    ["3-3", "non-increasing order, previous: 3, current: 3"],
    ["3,2", "non-increasing order, previous: 3, current: 2"],
    ["0-4,4", "non-increasing order, previous: 4, current: 4"]
  ])("%j has a fault", (text, fault) => {
    const read = IndexList.parse(text, 10)
    assert.isTrue(Result.isFailure(read) && read.failure.startsWith(fault))
  })

  it("is as large as its intervals", () =>
    assert.strictEqual(IndexList.size(Result.getOrThrow(IndexList.parse("0,3-7", 10))), 6))
})

describe("the first index in two lists (AJ-134)", () => {
  it.each([
    ["", "0", undefined],
    ["0-2", "3", undefined],
    ["0,2-4,6-8", "1,8", 8],
    ["0-9", "4-5", 4],
    ["x,0,2-4", "y,3", 3],
    ["5", "5,5", 5]
  ])("of %j and %j is %j", (left, right, index) =>
    assert.strictEqual(IndexList.common(IndexList.readable(left, 10), IndexList.readable(right, 10)), index)
  )
})
