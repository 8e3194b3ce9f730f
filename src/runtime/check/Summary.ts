/**
 * What many histories of one Job have in common.
 */
import * as Order from "effect/Order"
import type * as History from "./History.ts"
import * as Wilson from "./Wilson.ts"

/** How many histories came to a verdict, and why. */
export interface Verdict {
  readonly type: "Complete" | "Failed"
  readonly reason: string
  readonly histories: number
}

/** Milliseconds to the verdict, of those that reached one. */
export interface Durations {
  readonly median: number
  readonly p95: number
  readonly longest: number
}

export interface Summary {
  readonly histories: number
  /** The most frequent first. */
  readonly verdicts: ReadonlyArray<Verdict>
  /** Nothing more could happen, and there was no verdict. */
  readonly withoutVerdict: number
  /** Not played to their end. */
  readonly cut: number
  readonly completion: Wilson.Share
  readonly durations: Durations | undefined
  readonly podsAlive: number
  readonly podsCreated: number
  /** In so many two Pods of one index were alive at once. */
  readonly overlaps: number
}

type Outcomes = ReadonlyArray<History.Outcome>

const most = (numbers: ReadonlyArray<number>): number =>
  numbers.reduce((left, right) => Math.max(left, right), 0)

/** Those that took no longer make up this part of all. */
const quantile = (ascending: ReadonlyArray<number>, part: number): number =>
  ascending[Math.max(0, Math.ceil(ascending.length * part) - 1)] ?? 0

const durations = (outcomes: Outcomes): Durations | undefined => {
  const ascending = outcomes
    .flatMap(({ verdict }) => (verdict === undefined ? [] : [verdict.millis]))
    .toSorted(Order.Number)
  return ascending.length === 0
    ? undefined
    : {
        median: quantile(ascending, 1 / 2),
        p95: quantile(ascending, 95 / 100),
        longest: quantile(ascending, 1)
      }
}

const mostFrequent: Order.Order<Verdict> = Order.combineAll([
  Order.mapInput(Order.Number, ({ histories }: Verdict) => -histories),
  Order.mapInput(Order.String, ({ type, reason }: Verdict) => `${type} ${reason}`)
])

const verdicts = (outcomes: Outcomes): ReadonlyArray<Verdict> => {
  const found = new Map<string, Verdict>()
  for (const { verdict } of outcomes) {
    if (verdict === undefined) continue
    const { type, reason } = verdict
    const key = `${type} ${reason}`
    found.set(key, { type, reason, histories: (found.get(key)?.histories ?? 0) + 1 })
  }
  return [...found.values()].toSorted(mostFrequent)
}

const count = (outcomes: Outcomes, holds: (outcome: History.Outcome) => boolean): number =>
  outcomes.filter(holds).length

export const of = (outcomes: Outcomes): Summary => ({
  histories: outcomes.length,
  verdicts: verdicts(outcomes),
  withoutVerdict: count(outcomes, ({ verdict, isCut }) => verdict === undefined && !isCut),
  cut: count(outcomes, ({ isCut }) => isCut),
  completion: Wilson.interval(
    count(outcomes, ({ verdict }) => verdict?.type === "Complete"),
    outcomes.length
  ),
  durations: durations(outcomes),
  podsAlive: most(outcomes.map(({ podsAlive }) => podsAlive)),
  podsCreated: most(outcomes.map(({ podsCreated }) => podsCreated)),
  overlaps: count(outcomes, ({ hasOverlap }) => hasOverlap)
})
