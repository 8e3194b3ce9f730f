/**
 * What is told about repeated measurements: the median, and how far it can be trusted.
 */
import * as Random from "./Random.ts"

/** The median with its bootstrap 95 % interval. */
export interface Interval {
  readonly low: number
  readonly median: number
  readonly high: number
}

const ascending = (values: ReadonlyArray<number>): ReadonlyArray<number> =>
  values.toSorted((left, right) => left - right)

const ofSorted = (sorted: ReadonlyArray<number>, part: number): number => {
  const position = (sorted.length - 1) * part
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below + (above - below) * (position % 1)
}

/** What so large a part of the values does not exceed. */
export const quantile = (values: ReadonlyArray<number>, part: number): number =>
  ofSorted(ascending(values), part)

export const median = (values: ReadonlyArray<number>): number => quantile(values, 0.5)

const resamples = 2000

/** Draws as many values as there are, with replacement, again and again; the medians' middle 95 %. */
export const interval = (values: ReadonlyArray<number>): Interval => {
  const random = Random.make(1)
  const draw = (): number => values[Math.floor(random() * values.length)] ?? Number.NaN
  const medians = ascending(Array.from({ length: resamples }, () => median(values.map(draw))))
  return { low: ofSorted(medians, 0.025), median: median(values), high: ofSorted(medians, 0.975) }
}
