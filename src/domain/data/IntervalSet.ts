/**
 * A persistent set of non-negative integers kept as disjoint, non-touching intervals.
 *
 * Indexes complete and ordinals finish mostly in runs, so a million of them are a handful of intervals; adding,
 * removing and finding the lowest cost the logarithm of the number of intervals (promise P9).
 */
import * as OrdinalMap from "./OrdinalMap.ts"

/** `ends` maps the first member of each interval to its last; `size` counts the members. */
export interface IntervalSet {
  readonly ends: OrdinalMap.OrdinalMap<number>
  readonly size: number
}

export type Interval = readonly [first: number, last: number]

export const empty: IntervalSet = { ends: OrdinalMap.empty(), size: 0 }

export const isEmpty = (set: IntervalSet): boolean => set.size === 0

const around = (set: IntervalSet, member: number): Interval | undefined => {
  const entry = OrdinalMap.floor(set.ends, member)
  return entry !== undefined && entry[1] >= member ? entry : undefined
}

export const has = (set: IntervalSet, member: number): boolean => around(set, member) !== undefined

/** The set with a member; the same set when it is there already. */
export const add = (set: IntervalSet, member: number): IntervalSet => {
  if (isEmpty(set)) return range(member, member)
  const before = OrdinalMap.floor(set.ends, member)
  if (before !== undefined && before[1] >= member) return set
  const next = OrdinalMap.get(set.ends, member + 1)
  const start = before?.[1] === member - 1 ? before[0] : member
  const without = next === undefined ? set.ends : OrdinalMap.remove(set.ends, member + 1)
  return { ends: OrdinalMap.set(without, start, next ?? member), size: set.size + 1 }
}

/** The set without a member; the same set when it is not there. */
export const remove = (set: IntervalSet, member: number): IntervalSet => {
  if (isEmpty(set)) return set
  const interval = around(set, member)
  if (interval === undefined) return set
  if (set.size === 1) return empty
  const [start, end] = interval
  const left =
    start === member ? OrdinalMap.remove(set.ends, start) : OrdinalMap.set(set.ends, start, member - 1)
  return { ends: end === member ? left : OrdinalMap.set(left, member + 1, end), size: set.size - 1 }
}

/** All of `first … last`, or nothing when `last` is below `first`. */
export const range = (first: number, last: number): IntervalSet =>
  last < first
    ? empty
    : { ends: OrdinalMap.set(OrdinalMap.empty<number>(), first, last), size: last - first + 1 }

export const intervals = (set: IntervalSet): ReadonlyArray<Interval> => OrdinalMap.entries(set.ends)

/** From disjoint, ascending intervals, such as `intervals` gives. */
export const fromIntervals = (all: ReadonlyArray<Interval>): IntervalSet => ({
  ends: OrdinalMap.fromEntries(all),
  size: all.reduce((size, [start, end]) => size + end - start + 1, 0)
})

const isBelow = (set: IntervalSet, bound: number): boolean => OrdinalMap.every(set.ends, (end) => end < bound)

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
export const isSame = (left: IntervalSet, right: IntervalSet): boolean =>
  left.size === right.size && OrdinalMap.isSame(left.ends, right.ends)

/** The lowest `count` members, ascending; all of them when there are fewer. */
export const lowest = (set: IntervalSet, count: number): ReadonlyArray<number> => {
  const chosen: Array<number> = []
  OrdinalMap.every(set.ends, (end, start) => {
    const take = Math.min(end - start + 1, count - chosen.length)
    if (take === 1) chosen.push(start)
    else Array.from({ length: Math.max(take, 0) }).forEach((_, offset) => chosen.push(start + offset))
    return chosen.length < count
  })
  return chosen
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

/** The members that are not in the other set. */
export const without = (set: IntervalSet, other: IntervalSet): IntervalSet => {
  if (isEmpty(set) || isEmpty(other)) return set
  if (set.size === other.size && intervals(set).every(([start, end]) => around(other, start)?.[1] === end))
    return empty
  return members(other).reduce(remove, set)
}
