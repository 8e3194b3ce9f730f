/**
 * A list of indexes as text, such as `0,2-5`, and what the API says of one that is none (AJ-53, AJ-134).
 *
 * What a Job keeps is an `IntervalSet`, whose text is always in order; this reads what others wrote.
 */
import * as Result from "effect/Result"
import type { Interval } from "../data/IntervalSet.ts"

const integer = /^[+-]?\d+$/
const digitsMax = 19
const integerMax = 2n ** 63n - 1n

/** As far as 64 bits reach. */
const isInteger = (text: string): boolean =>
  integer.test(text) &&
  text.replace(/^[+-]?0*/, "").length <= digitsMax &&
  BigInt(text.replace(/^\+/, "")) <= integerMax

const index = (text: string, completions: number): Result.Result<number, string> => {
  if (!isInteger(text))
    return Result.fail(`cannot convert string to integer for index: ${JSON.stringify(text)}`)
  return Number(text) >= completions
    ? Result.fail(`too large index: ${JSON.stringify(text)}`)
    : Result.succeed(Number(text))
}

const disordered = (previous: number, current: number): Result.Result<never, string> =>
  Result.fail(`non-increasing order, previous: ${previous}, current: ${current}`)

/** One item: an index or a range of at least two. */
const interval = (text: string, completions: number): Result.Result<Interval, string> => {
  const [first = "", last, ...more] = text.split("-")
  if (more.length > 0)
    return Result.fail(
      `the fragment ${JSON.stringify(text)} violates the requirement that an index interval can have at most two ` +
        "parts separated by '-'"
    )
  return Result.flatMap(index(first, completions), (low): Result.Result<Interval, string> => {
    if (last === undefined) return Result.succeed([low, low])
    return Result.flatMap(index(last, completions), (high) =>
      low >= high ? disordered(low, high) : Result.succeed([low, high])
    )
  })
}

/** The intervals of a list, or the first fault of it. The empty text is the empty list. */
export const parse = (text: string, completions: number): Result.Result<ReadonlyArray<Interval>, string> => {
  const read: Array<Interval> = []
  for (const item of text === "" ? [] : text.split(",")) {
    const next = interval(item, completions)
    if (Result.isFailure(next)) return Result.fail(next.failure)
    const previous = read.at(-1)?.[1]
    if (previous !== undefined && previous >= next.success[0]) return disordered(previous, next.success[0])
    read.push(next.success)
  }
  return Result.succeed(read)
}

/** How many indexes are in intervals that do not overlap. */
export const size = (intervals: ReadonlyArray<Interval>): number =>
  intervals.reduce((sum, [first, last]) => sum + last - first + 1, 0)

/** The items that can be read; the others are reported as faults of the format. */
export const readable = (text: string, completions: number): ReadonlyArray<Interval> =>
  text === ""
    ? []
    : text
        .split(",")
        .flatMap((item) =>
          Result.match(interval(item, completions), { onFailure: () => [], onSuccess: (one) => [one] })
        )

/**
 * The first index that is in both lists (AJ-134). Walks both at once: of two intervals that do not overlap, the one that
 * begins first is left behind.
 */
export const common = (left: ReadonlyArray<Interval>, right: ReadonlyArray<Interval>): number | undefined => {
  const at = { left: 0, right: 0 }
  while (true) {
    const one = left[at.left]
    const other = right[at.right]
    if (one === undefined || other === undefined) return undefined
    if (one[0] <= other[1] && other[0] <= one[1]) return Math.max(one[0], other[0])
    if (one[0] <= other[0]) at.left += 1
    else at.right += 1
  }
}
