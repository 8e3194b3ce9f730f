/**
 * A persistent set of non-negative integers kept as disjoint, non-touching intervals.
 *
 * Indexes complete and ordinals finish mostly in runs, so a million of them are a handful of intervals; adding,
 * removing and finding the lowest cost the logarithm of the number of intervals (promise P9).
 */
import * as OrdinalMap from "./OrdinalMap.ts"

/**
 * A set that is one interval, as most are, is its `first` and `last`, and takes no map. Of any other `ends` maps the
 * first member of each interval to its last. `size` counts the members.
 */
export interface IntervalSet {
  readonly first: number
  readonly last: number
  readonly ends: Ends | undefined
  readonly size: number
}

type Ends = OrdinalMap.OrdinalMap<number>

export type Interval = readonly [first: number, last: number]

export const empty: IntervalSet = { first: 0, last: -1, ends: undefined, size: 0 }

export const isEmpty = (set: IntervalSet): boolean => set.size === 0

/** All of `first … last`, or nothing when `last` is below `first`. */
export const range = (first: number, last: number): IntervalSet =>
  last < first ? empty : { first, last, ends: undefined, size: last - first + 1 }

const endsOf = ({ first, last, ends, size }: IntervalSet): Ends =>
  ends ?? (size === 0 ? OrdinalMap.empty() : OrdinalMap.set(OrdinalMap.empty<number>(), first, last))

const withEnds = (ends: Ends, size: number): IntervalSet => {
  if (ends.size > 1) return { first: 0, last: -1, ends, size }
  const [only] = OrdinalMap.entries(ends)
  return only === undefined ? empty : range(only[0], only[1])
}

/** The interval a member is in. */
const around = (set: IntervalSet, member: number): Interval | undefined => {
  if (set.ends === undefined)
    return member >= set.first && member <= set.last ? [set.first, set.last] : undefined
  const entry = OrdinalMap.floor(set.ends, member)
  return entry !== undefined && entry[1] >= member ? entry : undefined
}

export const has = (set: IntervalSet, member: number): boolean =>
  set.ends === undefined ? member >= set.first && member <= set.last : around(set, member) !== undefined

const added = (set: IntervalSet, member: number): IntervalSet => {
  const ends = endsOf(set)
  const before = OrdinalMap.floor(ends, member)
  if (before !== undefined && before[1] >= member) return set
  const next = OrdinalMap.get(ends, member + 1)
  const start = before?.[1] === member - 1 ? before[0] : member
  const without = next === undefined ? ends : OrdinalMap.remove(ends, member + 1)
  return withEnds(OrdinalMap.set(without, start, next ?? member), set.size + 1)
}

/** The set with a member; the same set when it is there already. */
export const add = (set: IntervalSet, member: number): IntervalSet => {
  if (set.size === 0) return range(member, member)
  if (set.ends !== undefined) return added(set, member)
  if (member >= set.first && member <= set.last) return set
  if (member === set.last + 1) return range(set.first, member)
  return member === set.first - 1 ? range(member, set.last) : added(set, member)
}

const removed = (set: IntervalSet, member: number): IntervalSet => {
  const interval = around(set, member)
  if (interval === undefined) return set
  const [start, end] = interval
  const ends = endsOf(set)
  const left = start === member ? OrdinalMap.remove(ends, start) : OrdinalMap.set(ends, start, member - 1)
  return withEnds(end === member ? left : OrdinalMap.set(left, member + 1, end), set.size - 1)
}

/** The set without a member; the same set when it is not there. */
export const remove = (set: IntervalSet, member: number): IntervalSet => {
  if (set.ends !== undefined) return removed(set, member)
  if (member < set.first || member > set.last) return set
  if (member === set.first) return range(member + 1, set.last)
  return member === set.last ? range(set.first, member - 1) : removed(set, member)
}

export const intervals = (set: IntervalSet): ReadonlyArray<Interval> => {
  if (set.ends !== undefined) return OrdinalMap.entries(set.ends)
  return set.size === 0 ? [] : [[set.first, set.last]]
}

/** From disjoint, ascending intervals that do not touch, such as `intervals` gives. */
export const fromIntervals = (all: ReadonlyArray<Interval>): IntervalSet => {
  const [only, second] = all
  if (only !== undefined && second === undefined) return range(only[0], only[1])
  return withEnds(
    OrdinalMap.fromEntries(all),
    all.reduce((size, [start, end]) => size + end - start + 1, 0)
  )
}

const isBelow = (set: IntervalSet, bound: number): boolean =>
  set.ends === undefined ? set.last < bound : OrdinalMap.every(set.ends, (end) => end < bound)

/** The members below a bound; the same set when all of them are. */
export const below = (set: IntervalSet, bound: number): IntervalSet =>
  isBelow(set, bound)
    ? set
    : fromIntervals(
        intervals(set)
          .filter(([start]) => start < bound)
          .map(([start, end]) => [start, Math.min(end, bound - 1)] as const)
      )

/** Whether both have the same members. */
export const isSame = (left: IntervalSet, right: IntervalSet): boolean => {
  if (left === right) return true
  if (left.size !== right.size || left.first !== right.first || left.last !== right.last) return false
  return left.ends === undefined || right.ends === undefined
    ? left.ends === right.ends
    : OrdinalMap.isSame(left.ends, right.ends)
}

const none: ReadonlyArray<number> = []

const run = (start: number, length: number): ReadonlyArray<number> => {
  if (length <= 1) return length === 1 ? [start] : none
  return Array.from({ length }, (_, offset) => start + offset)
}

/** The lowest `count` members, ascending; all of them when there are fewer. */
export const lowest = (set: IntervalSet, count: number): ReadonlyArray<number> => {
  if (set.ends === undefined) return run(set.first, Math.min(set.size, count))
  const chosen: Array<number> = []
  OrdinalMap.every(set.ends, (end, start) => {
    const take = Math.min(end - start + 1, count - chosen.length)
    run(start, take).forEach((member) => chosen.push(member))
    return chosen.length < count
  })
  return chosen
}

const memberMax = 2 ** 32 - 1

/** The highest member, or `undefined`. */
export const highest = (set: IntervalSet): number | undefined => {
  if (set.ends !== undefined) return OrdinalMap.floor(set.ends, memberMax)?.[1]
  return set.size === 0 ? undefined : set.last
}

export const members = (set: IntervalSet): ReadonlyArray<number> => lowest(set, set.size)

/** The non-negative integers below a bound that are not members. */
export const gaps = (set: IntervalSet, bound: number): IntervalSet => {
  if (isEmpty(set)) return range(0, bound - 1)
  const starts = [0, ...intervals(set).map(([, end]) => end + 1)]
  const ends = [...intervals(set).map(([start]) => start - 1), bound - 1]
  return fromIntervals(
    starts
      .map((start, position) => [start, Math.min(ends[position] ?? -1, bound - 1)] as const)
      .filter(([start, end]) => start <= end)
  )
}

/** `0,2-5,7,8`: a run of three or more is a range, a run of two is two numbers (JC-15). */
export const format = (set: IntervalSet): string =>
  intervals(set)
    .map(([start, end]) => {
      if (start === end) return String(start)
      return end === start + 1 ? `${start},${end}` : `${start}-${end}`
    })
    .join(",")

/** Whether two sets share so many members: counted interval by interval, until there are enough. */
export const share = (set: IntervalSet, other: IntervalSet, enough: number): boolean => {
  const sums = [0]
  const others = intervals(other)
  return (
    enough <= 0 ||
    intervals(set).some(([start, end]) =>
      others.some(([first, last]) => {
        const count = Math.min(end, last) - Math.max(start, first) + 1
        const sum = (sums.at(-1) ?? 0) + Math.max(0, count)
        if (count > 0) sums.push(sum)
        return sum >= enough
      })
    )
  )
}

/** Whether every member of the other set is one of this. */
export const covers = (set: IntervalSet, other: IntervalSet): boolean =>
  other.size <= set.size && intervals(other).every(([start, end]) => (around(set, start)?.[1] ?? -1) >= end)

/** The members that are not in the other set. */
export const without = (set: IntervalSet, other: IntervalSet): IntervalSet => {
  if (isEmpty(set) || isEmpty(other)) return set
  if (set.size === other.size && intervals(set).every(([start, end]) => around(other, start)?.[1] === end))
    return empty
  return members(other).reduce(remove, set)
}
