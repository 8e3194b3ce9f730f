/** How a run over many traces went: the numbers, and the skipped ones by their reason. */
import type * as Conformance from "./Conformance.ts"

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: ReadonlyMap<string, number>
}

export const initial: Tally = { passed: 0, failed: 0, skipped: new Map() }

/** Counts one more outcome, whatever it was that differed. */
export const add = (
  { passed, failed, skipped }: Tally,
  outcome: Conformance.Passed | Pick<Conformance.Failed, "_tag"> | Conformance.Skipped
): Tally => ({
  passed: passed + (outcome._tag === "Passed" ? 1 : 0),
  failed: failed + (outcome._tag === "Failed" ? 1 : 0),
  skipped: outcome._tag === "Skipped" ? withMore(skipped, outcome.reason, 1) : skipped
})

/** Two runs as one. */
export const sum = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: [...other.skipped].reduce((all, [reason, number]) => withMore(all, reason, number), one.skipped)
})

/** Lines for a reader: the reasons for skipping, and the numbers as the last line. */
export const lines = (tally: Tally): ReadonlyArray<string> => [...reasons(tally), numbers(tally)]

/** Why entries were skipped, the most frequent reason first. */
export const reasons = ({ skipped }: Tally): ReadonlyArray<string> =>
  [...skipped]
    .toSorted(([one, ones], [other, others]) => others - ones || compare(one, other))
    .map(([reason, number]) => `${number} skipped: ${reason}`)

export const numbers = ({ passed, failed, skipped }: Tally): string => {
  const total = skipped.values().reduce((sum, number) => sum + number, 0)
  return `${passed} passed, ${failed} failed, ${total} skipped`
}

const withMore = (skipped: Tally["skipped"], reason: string, number: number): Tally["skipped"] =>
  new Map([...skipped, [reason, (skipped.get(reason) ?? 0) + number]])

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
