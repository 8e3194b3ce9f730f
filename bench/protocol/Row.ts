/**
 * One line of a table: what was measured, and the bars it is held against.
 */
import * as Repetition from "./Repetition.ts"
import * as Side from "./Side.ts"
import * as Statistics from "./Statistics.ts"

/** Whether more is better or less is, and from where on it is good enough. */
export interface Bar {
  readonly better: "more" | "less"
  readonly floor: number
  readonly goal: number
}

export interface Row {
  readonly what: string
  readonly unit: string
  readonly measured: Statistics.Interval
  readonly rounds: number
  readonly bar: Bar | undefined
  /** Medians behind the measured value, in words. */
  readonly detail: string
}

export type Reached = "goal" | "floor" | "no" | "-"

/** A bar is reached when the worse end of the interval is beyond it. */
export const reached = ({ bar, measured }: Row): Reached => {
  if (bar === undefined) return "-"
  const meets = (limit: number): boolean =>
    bar.better === "more" ? measured.low >= limit : measured.high <= limit
  if (meets(bar.goal)) return "goal"
  return meets(bar.floor) ? "floor" : "no"
}

const scales: ReadonlyArray<readonly [size: number, suffix: string]> = [
  [1e6, " M"],
  [1e3, " k"]
]

/** Three digits, and M or k where that is shorter. */
export const format = (value: number): string => {
  const [size, suffix] = scales.find(([from]) => Math.abs(value) >= from) ?? [1, ""]
  return `${Number((value / size).toPrecision(3))}${suffix}`
}

const medianRate = (samples: ReadonlyArray<Side.Sample>): string =>
  `${format(Statistics.median(samples.map(Side.rate)))}/s`

/** How many times as much `first` does in the same time as `second`; so, too, what a unit costs `second`. */
export const ratio = async (
  what: string,
  sides: readonly [first: Side.Side, second: Side.Side],
  bar: Bar | undefined,
  settings: Repetition.Settings
): Promise<Row> => {
  const pairs = await Repetition.pairs(sides, settings)
  const first = medianRate(pairs.map(([sample]) => sample))
  const second = medianRate(pairs.map(([, sample]) => sample))
  return {
    what,
    unit: "×",
    measured: Statistics.interval(pairs.map(([left, right]) => Side.rate(left) / Side.rate(right))),
    rounds: pairs.length,
    bar,
    detail: `${sides[0].name} ${first}, ${sides[1].name} ${second}`
  }
}

export interface Rate {
  readonly what: string
  readonly unit: string
  readonly bar: Bar | undefined
  readonly of: (sample: Side.Sample) => number
}

/** Several numbers of the same runs of one side. */
export const rates = async (
  side: Side.Side,
  wanted: ReadonlyArray<Rate>,
  settings: Repetition.Settings
): Promise<ReadonlyArray<Row>> => {
  const samples = await Repetition.samples(side, settings)
  return wanted.map(({ what, unit, bar, of }) => ({
    what,
    unit,
    measured: Statistics.interval(samples.map(of)),
    rounds: samples.length,
    bar,
    detail: samples[0]?.facts ?? ""
  }))
}
