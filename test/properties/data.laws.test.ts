/**
 * The domain's collections do what a sorted `Map` and a sorted `Set` do, and leave alone what they were made from.
 */
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as IntervalSet from "../../src/domain/data/IntervalSet.ts"
import * as OrdinalMap from "../../src/domain/data/OrdinalMap.ts"

/** Close together, around the widths of the tree's nodes, and far apart. */
const key = fc.oneof(
  { weight: 6, arbitrary: fc.nat({ max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 28, max: 36 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1020, max: 1028 }) },
  { weight: 2, arbitrary: fc.nat({ max: 40 }).map((more) => 1_000_000 + more) },
  { weight: 1, arbitrary: fc.constantFrom(32 ** 3 - 1, 32 ** 4, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2) },
  { weight: 1, arbitrary: fc.nat({ max: 2_000_000 }) }
)

const ascending = (left: number, right: number): number => left - right

type Change =
  | { readonly _tag: "Set"; readonly key: number; readonly value: number }
  | { readonly _tag: "Remove"; readonly key: number }

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ _tag: fc.constant("Set" as const), key, value: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ _tag: fc.constant("Remove" as const), key }) }
)

const changes = fc.array(change, { maxLength: 60 })

type Entries = ReadonlyArray<readonly [number, number]>

const entriesOf = (map: OrdinalMap.OrdinalMap<number>): Entries =>
  OrdinalMap.reduce<number, Entries>(map, [], (all, value, at) => [...all, [at, value]])

const changed = (map: OrdinalMap.OrdinalMap<number>, one: Change): OrdinalMap.OrdinalMap<number> =>
  one._tag === "Set" ? OrdinalMap.set(map, one.key, one.value) : OrdinalMap.remove(map, one.key)

const modelled = (model: ReadonlyMap<number, number>, one: Change): ReadonlyMap<number, number> => {
  const next = new Map(model)
  if (one._tag === "Set") next.set(one.key, one.value)
  else next.delete(one.key)
  return next
}

const sorted = (model: ReadonlyMap<number, number>): Entries =>
  [...model].toSorted(([left], [right]) => ascending(left, right))

const mapAfter = (list: ReadonlyArray<Change>) => ({
  map: list.reduce(changed, OrdinalMap.empty<number>()),
  model: sorted(list.reduce(modelled, new Map<number, number>()))
})

describe("an OrdinalMap", () => {
  it("holds what a Map holds, in the order of its keys, after every change", () =>
    fc.assert(
      fc.property(changes, (list) => {
        let map = OrdinalMap.empty<number>()
        let model: ReadonlyMap<number, number> = new Map()
        for (const one of list) {
          const before = entriesOf(map)
          const next = changed(map, one)
          assert.deepStrictEqual(entriesOf(map), before, "the map it was made from is as it was")
          map = next
          model = modelled(model, one)
          assert.deepStrictEqual(entriesOf(map), sorted(model))
          assert.strictEqual(map.size, model.size)
          assert.strictEqual(OrdinalMap.isEmpty(map), model.size === 0)
        }
      })
    ))

  it("finds what a Map finds", () =>
    fc.assert(
      fc.property(changes, key, (list, at) => {
        const { map, model } = mapAfter(list)
        assert.strictEqual(OrdinalMap.get(map, at), model.find(([one]) => one === at)?.[1])
        assert.strictEqual(
          OrdinalMap.has(map, at),
          model.some(([one]) => one === at)
        )
        const below = model.findLast(([one]) => one <= at)
        assert.deepStrictEqual(OrdinalMap.floor(map, at), below)
        assert.deepStrictEqual(OrdinalMap.first(map), model[0])
        const even = (value: number) => value % 2 === 0
        assert.deepStrictEqual(OrdinalMap.filter(map, even), model.map(([, value]) => value).filter(even))
        assert.deepStrictEqual(
          OrdinalMap.values(map),
          model.map(([, value]) => value)
        )
      })
    ))

  it("visits in order, and no further than it is asked to", () =>
    fc.assert(
      fc.property(changes, fc.nat({ max: 20 }), (list, count) => {
        const { map, model } = mapAfter(list)
        const seen: Array<readonly [number, number]> = []
        const all = OrdinalMap.every(map, (value, at) => {
          seen.push([at, value])
          return seen.length <= count
        })
        assert.deepStrictEqual(seen, model.slice(0, count + 1))
        assert.strictEqual(all, model.length <= count)
      })
    ))

  it("is the same, tree and all, whatever the order of its entries and whatever was there before", () =>
    fc.assert(
      fc.property(changes, (list) => {
        const { map, model } = mapAfter(list)
        const again = OrdinalMap.fromEntries(model.toReversed())
        assert.deepStrictEqual(again, map)
        assert.isTrue(OrdinalMap.isSame(again, map))
      })
    ))

  it("is the same as another exactly when their entries are", () =>
    fc.assert(
      fc.property(changes, changes, (list, more) => {
        const { map } = mapAfter(list)
        const other = more.reduce(changed, map)
        const isSame = JSON.stringify(entriesOf(other)) === JSON.stringify(entriesOf(map))
        assert.strictEqual(OrdinalMap.isSame(map, other), isSame)
        assert.strictEqual(OrdinalMap.isSame(other, map), isSame)
      })
    ))

  it("does not change by removing what is not there", () =>
    fc.assert(
      fc.property(changes, key, (list, at) => {
        const { map } = mapAfter(list)
        if (!OrdinalMap.has(map, at)) assert.strictEqual(OrdinalMap.remove(map, at), map)
      })
    ))
})

const members = fc.array(
  fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 40 }) }, { weight: 1, arbitrary: key }),
  {
    maxLength: 40
  }
)

const setOf = (list: ReadonlyArray<number>): IntervalSet.IntervalSet =>
  list.reduce(IntervalSet.add, IntervalSet.empty)
const modelOf = (list: Iterable<number>): ReadonlyArray<number> => [...new Set(list)].toSorted(ascending)

/** Disjoint, ascending, and never touching. */
const isWellFormed = (set: IntervalSet.IntervalSet): void => {
  const intervals = IntervalSet.intervals(set)
  intervals.forEach(([start, end], position) => {
    assert.isAtMost(start, end)
    assert.isAbove(start, (intervals[position - 1]?.[1] ?? -2) + 1)
  })
  assert.strictEqual(
    set.size,
    intervals.reduce((size, [start, end]) => size + end - start + 1, 0)
  )
}

/** `0,2-5,7,8` as numbers (JC-15). */
const parsed = (text: string): ReadonlyArray<number> =>
  text === ""
    ? []
    : text.split(",").flatMap((part) => {
        const [first = 0, last = first] = part.split("-").map(Number)
        return Array.from({ length: last - first + 1 }, (_, more) => first + more)
      })

describe("an IntervalSet", () => {
  it("holds what a Set holds, after every change", () =>
    fc.assert(
      fc.property(changes, (list) => {
        let set = IntervalSet.empty
        const model = new Set<number>()
        for (const one of list) {
          const before = IntervalSet.members(set)
          const next = one._tag === "Set" ? IntervalSet.add(set, one.key) : IntervalSet.remove(set, one.key)
          assert.deepStrictEqual(IntervalSet.members(set), before, "the set it was made from is as it was")
          set = next
          if (one._tag === "Set") model.add(one.key)
          else model.delete(one.key)
          isWellFormed(set)
          assert.deepStrictEqual(IntervalSet.members(set), modelOf(model))
          assert.strictEqual(IntervalSet.has(set, one.key), one._tag === "Set")
          assert.strictEqual(IntervalSet.isEmpty(set), model.size === 0)
        }
      })
    ))

  it("answers as a Set would", () =>
    fc.assert(
      fc.property(members, key, fc.nat({ max: 50 }), (list, at, count) => {
        const set = setOf(list)
        const model = modelOf(list)
        assert.strictEqual(IntervalSet.has(set, at), model.includes(at))
        assert.deepStrictEqual(IntervalSet.lowest(set, count), model.slice(0, count))
        const below = IntervalSet.below(set, count)
        isWellFormed(below)
        assert.deepStrictEqual(
          IntervalSet.members(below),
          model.filter((member) => member < count)
        )
        const gaps = IntervalSet.gaps(set, count)
        isWellFormed(gaps)
        const missing = Array.from({ length: count }, (_, number) => number).filter(
          (number) => !model.includes(number)
        )
        assert.deepStrictEqual(IntervalSet.members(gaps), missing)
      })
    ))

  it("takes another set's members away", () =>
    fc.assert(
      fc.property(members, members, fc.boolean(), (left, right, isPart) => {
        const taken = isPart ? left.filter((_, position) => position % 3 > 0) : right
        const rest = IntervalSet.without(setOf(left), setOf(taken))
        isWellFormed(rest)
        assert.deepStrictEqual(
          IntervalSet.members(rest),
          modelOf(left).filter((member) => !taken.includes(member))
        )
        assert.isTrue(IntervalSet.isEmpty(IntervalSet.without(setOf(left), setOf(left))))
      })
    ))

  it("is written as ranges, of three and more, and reads as it was", () =>
    fc.assert(
      fc.property(members, (list) => {
        const text = IntervalSet.format(setOf(list))
        assert.deepStrictEqual(parsed(text), modelOf(list))
        assert.match(text, /^(\d+(-\d+)?(,\d+(-\d+)?)*)?$/)
        for (const [, first, last] of text.matchAll(/(\d+)-(\d+)/g)) {
          assert.isAtLeast(Number(last) - Number(first), 2)
        }
      })
    ))

  it("is what its intervals make", () =>
    fc.assert(
      fc.property(members, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (list, first, last) => {
        const set = setOf(list)
        const again = IntervalSet.fromIntervals(IntervalSet.intervals(set))
        assert.deepStrictEqual(IntervalSet.members(again), IntervalSet.members(set))
        assert.isTrue(IntervalSet.isSame(again, set))
        assert.isFalse(IntervalSet.isSame(IntervalSet.add(set, 50), IntervalSet.remove(set, 50)))
        const span = Array.from({ length: Math.max(0, last - first + 1) }, (_, more) => first + more)
        assert.deepStrictEqual(IntervalSet.members(IntervalSet.range(first, last)), span)
      })
    ))
})
