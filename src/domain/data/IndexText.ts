/**
 * Reading a text of indexes such as `0,2-5` the way upstream's controller does, which takes what it can (JC-16).
 */
import * as IntervalSet from "./IntervalSet.ts"

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined

/** One number, or first and last; nothing where one of them does not parse. */
const fragment = (text: string): IntervalSet.Interval | undefined => {
  const [first, last = first] = text.split("-")
  const [start, end] = [number(first), number(last)]
  return start === undefined || end === undefined ? undefined : [start, end]
}

/** Intervals in ascending order, those that touch as one. */
const joined = (all: ReadonlyArray<IntervalSet.Interval>): ReadonlyArray<IntervalSet.Interval> =>
  all.reduce<Array<IntervalSet.Interval>>((rest, [start, end]) => {
    const [first, last] = rest.at(-1) ?? [start, -2]
    if (start > last + 1) rest.push([start, end])
    else rest.splice(-1, 1, [first, Math.max(last, end)])
    return rest
  }, [])

/** The indexes below `completions`. */
export const read = (text: string, completions: number): IntervalSet.IntervalSet => {
  const fragments = text.split(",").flatMap((part) => {
    const interval = fragment(part)
    return interval === undefined ? [] : [interval]
  })
  const beyond = fragments.findIndex(([start]) => start >= completions)
  const within = beyond === -1 ? fragments : fragments.slice(0, beyond)
  return IntervalSet.fromIntervals(
    joined(within.map(([start, end]) => [start, Math.min(end, completions - 1)]))
  )
}
