import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"

type Entries = ReadonlyArray<readonly [number, string]>

const entries = (map: OrdinalMap.OrdinalMap<string>): Entries =>
  OrdinalMap.reduce<string, Entries>(map, [], (all, value, key) => [...all, [key, value]])

const keys = (map: OrdinalMap.OrdinalMap<string>) => entries(map).map(([key]) => key)

const of = (...all: ReadonlyArray<number>) => OrdinalMap.fromEntries(all.map((key) => [key, `#${key}`]))

// One in the first leaf, its neighbours over the edge of a leaf, of an inner node, and far beyond.
const far = [0, 31, 32, 1023, 1024, 32_768, 1_048_576, 4_294_967_295]

describe("a map of ordinals", () => {
  it("is empty at first", () => {
    expect(OrdinalMap.isEmpty(OrdinalMap.empty())).toBe(true)
    expect(OrdinalMap.get(OrdinalMap.empty(), 0)).toBeUndefined()
    expect(OrdinalMap.floor(OrdinalMap.empty(), 5)).toBeUndefined()
  })

  it("finds what was put in, however far apart the keys are", () => {
    const map = of(...far)
    expect(map.size).toBe(far.length)
    for (const key of far) expect(OrdinalMap.get(map, key)).toBe(`#${key}`)
    for (const key of [1, 33, 1025, 1_048_577, 4_294_967_294]) expect(OrdinalMap.has(map, key)).toBe(false)
  })

  it("is walked by ascending key, whatever the order of insertion (P11)", () => {
    expect(keys(of(...far.toReversed()))).toEqual(far)
    expect(OrdinalMap.values(of(2, 0, 1))).toEqual(["#0", "#1", "#2"])
  })

  it("replaces a value without growing", () => {
    const map = OrdinalMap.set(of(1, 2), 1, "new")
    expect(map.size).toBe(2)
    expect(entries(map)).toEqual([
      [1, "new"],
      [2, "#2"]
    ])
  })

  it("leaves the map it was made from as it was", () => {
    const before = of(1)
    OrdinalMap.set(before, 2, "#2")
    OrdinalMap.remove(before, 1)
    expect(keys(before)).toEqual([1])
  })

  it("forgets a key, and is the same map when there is nothing to forget", () => {
    const map = of(...far)
    expect(keys(OrdinalMap.remove(map, 1024))).toEqual(far.filter((key) => key !== 1024))
    expect(OrdinalMap.remove(map, 5)).toBe(map)
    expect(OrdinalMap.isEmpty(OrdinalMap.remove(of(7), 7))).toBe(true)
  })

  it("is as deep as the range of its keys asks for, wherever that is (P9)", () => {
    const window = of(1_000_000, 1_000_050)
    expect(window.shift).toBe(of(0, 50).shift)
    expect(keys(window)).toEqual([1_000_000, 1_000_050])
    const wide = OrdinalMap.set(window, 3, "#3")
    expect(keys(wide)).toEqual([3, 1_000_000, 1_000_050])
    expect(OrdinalMap.get(wide, 1_000_050)).toBe("#1000050")
    expect(OrdinalMap.remove(wide, 3)).toEqual(window)
    expect(keys(OrdinalMap.remove(wide, 1_000_000))).toEqual([3, 1_000_050])
  })

  it("moves along with a window of keys", () => {
    const moved = Array.from({ length: 200 }, (_, step) => step).reduce(
      (map, step) => OrdinalMap.remove(OrdinalMap.set(map, step + 10, "new"), step),
      of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
    )
    expect(keys(moved)).toEqual([200, 201, 202, 203, 204, 205, 206, 207, 208, 209])
    expect(OrdinalMap.floor(moved, 199)).toBeUndefined()
  })

  it("drops a branch that has become empty", () => {
    const map = OrdinalMap.remove(of(1024, 1025, 5000), 5000)
    expect(keys(map)).toEqual([1024, 1025])
    expect(OrdinalMap.floor(map, 9000)).toEqual([1025, "#1025"])
  })

  it("stops walking at the first no", () => {
    const seen: Array<number> = []
    const finished = OrdinalMap.every(of(1, 2, 40), (_, key) => {
      seen.push(key)
      return key < 2
    })
    expect(finished).toBe(false)
    expect(seen).toEqual([1, 2])
  })

  it("filters by value and key", () => {
    expect(OrdinalMap.filter(of(1, 2, 3, 100), (_, key) => key % 2 === 0)).toEqual(["#2", "#100"])
  })

  it.each([
    [0, undefined],
    [9, undefined],
    [10, 10],
    [11, 10],
    [39, 10],
    [40, 40],
    [1023, 40],
    [1100, 1100],
    [2_000_000, 1100]
  ])("finds the greatest key not above %i", (key, found) => {
    expect(OrdinalMap.floor(of(10, 40, 1100), key)?.[0]).toBe(found)
  })
})
