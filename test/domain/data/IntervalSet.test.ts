import { describe, expect, it } from "vitest"
import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"

const of = (...all: ReadonlyArray<number>) => all.reduce(IntervalSet.add, IntervalSet.empty)

describe("the text of a set of indexes", () => {
  it.each([
    [[], ""],
    [[0], "0"],
    [[3, 4], "3,4"],
    [[3, 4, 5], "3-5"],
    [[0, 2, 3, 5, 6, 7], "0,2,3,5-7"],
    [[7, 9, 8, 2, 4, 5], "2,4,5,7-9"]
  ])("joins runs of three or more: %j is %j (JC-15)", (members, text) => {
    expect(IntervalSet.format(of(...members))).toBe(text)
  })

  it.each([
    ["IS-01", [], [1], "1"],
    ["IS-03", [], [2, 3, 5, 6, 7], "2,3,5-7"],
    ["IS-05", [], [0, 1, 2, 4], "0-2,4"],
    ["IS-08", [0, 4, 5, 10, 11, 12], [2, 7, 8], "0,2,4,5,7,8,10-12"],
    ["IS-09", [3, 4, 6], [2, 7, 8], "2-4,6-8"],
    ["IS-10", [2, 7, 8], [3, 4, 6], "2-4,6-8"],
    ["IS-11", [2, 3, 4, 5, 6, 7], [0, 3, 5, 9], "0,2-7,9"]
  ])("merges what has succeeded before and now (JC-15, %s)", (_, before, now, text) => {
    expect(IntervalSet.format(now.reduce(IntervalSet.add, of(...before)))).toBe(text)
  })
})

describe("a set of intervals", () => {
  it("joins what touches and keeps the same set for a member it has", () => {
    const set = of(1, 3)
    expect(IntervalSet.intervals(set)).toEqual([
      [1, 1],
      [3, 3]
    ])
    expect(IntervalSet.intervals(IntervalSet.add(set, 2))).toEqual([[1, 3]])
    expect(IntervalSet.add(set, 3)).toBe(set)
  })

  it.each([
    [1, [[2, 4]]],
    [4, [[1, 3]]],
    [
      2,
      [
        [1, 1],
        [3, 4]
      ]
    ]
  ])("splits where %i is taken out of 1-4", (member, intervals) => {
    const left = IntervalSet.remove(IntervalSet.range(1, 4), member)
    expect(IntervalSet.intervals(left)).toEqual(intervals)
    expect(left.size).toBe(3)
  })

  it("stays the same when there is nothing to take out", () => {
    const set = of(1, 3)
    expect(IntervalSet.remove(set, 2)).toBe(set)
    expect(IntervalSet.isEmpty(IntervalSet.remove(of(4), 4))).toBe(true)
  })

  it("counts members, not intervals", () => {
    expect(IntervalSet.range(0, 999_999).size).toBe(1_000_000)
    expect(IntervalSet.range(3, 2)).toBe(IntervalSet.empty)
    expect(
      IntervalSet.fromIntervals([
        [0, 2],
        [5, 5]
      ]).size
    ).toBe(4)
  })

  it("knows its members", () => {
    const set = of(1, 2, 4)
    expect([0, 1, 2, 3, 4, 5].filter((member) => IntervalSet.has(set, member))).toEqual([1, 2, 4])
    expect(IntervalSet.members(set)).toEqual([1, 2, 4])
    expect(IntervalSet.lowest(set, 2)).toEqual([1, 2])
    expect(IntervalSet.lowest(set, 9)).toEqual([1, 2, 4])
    expect(IntervalSet.lowest(set, 0)).toEqual([])
  })

  it("is cut at a bound (JC-88)", () => {
    const set = of(0, 1, 2, 5, 8)
    expect(IntervalSet.format(IntervalSet.below(set, 2))).toBe("0,1")
    expect(IntervalSet.format(IntervalSet.below(set, 6))).toBe("0-2,5")
    expect(IntervalSet.format(IntervalSet.below(set, 0))).toBe("")
  })

  it.each([
    [[], 3, "0-2"],
    [[0, 1, 2], 3, ""],
    [[1, 3], 6, "0,2,4,5"],
    [[0, 5, 9], 4, "1-3"],
    [[2], 0, ""]
  ])("knows what it lacks: %j below %i (JC-81)", (members, bound, text) => {
    expect(IntervalSet.format(IntervalSet.gaps(of(...members), bound))).toBe(text)
  })

  it.each([
    [[1, 2, 3], [2], "1,3"],
    [[1, 2, 3], [1, 2, 3], ""],
    [[1, 2, 3], [4, 5, 6], "1-3"],
    [[1, 2], [], "1,2"],
    [[], [1], ""]
  ])("is left without another: %j without %j", (members, others, text) => {
    expect(IntervalSet.format(IntervalSet.without(of(...members), of(...others)))).toBe(text)
  })
})

describe("two sets", () => {
  const set = of(0, 1, 2, 5, 6, 9)

  it.each([
    [[], true],
    [[1, 2, 5], true],
    [[0, 1, 2, 5, 6, 9], true],
    [[2, 3], false],
    [[8], false],
    [[0, 1, 2, 4, 5, 6, 9], false]
  ])("cover each other where one has all members of the other: %j %s", (members, covers) =>
    expect(IntervalSet.covers(set, of(...members))).toBe(covers)
  )

  it.each([
    [0, true],
    [3, true],
    [4, false]
  ])("share as many members as both have: at least %d %s", (enough, share) => {
    expect(IntervalSet.share(set, of(1, 2, 3, 4, 5, 7, 8), enough)).toBe(share)
    expect(IntervalSet.share(of(1, 2, 3, 4, 5, 7, 8), set, enough)).toBe(share)
  })
})
