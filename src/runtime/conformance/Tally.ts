/** How a run over many traces went: the numbers, and the skipped ones by their reason. */
import type * as Conformance from "./Conformance.ts"

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: ReadonlyMap<string, number>
}

export const initial: Tally = { passed: 0, failed: 0, skipped: new Map() }

/** Counts one more outcome. */
export const add = ({ passed, failed, skipped }: Tally, outcome: Conformance.Outcome): Tally => ({
  passed: passed + (outcome._tag === "Passed" ? 1 : 0),
  failed: failed + (outcome._tag === "Failed" ? 1 : 0),
  skipped: outcome._tag === "Skipped" ? withOneMore(skipped, outcome.reason) : skipped
})

/** Lines for a reader: the reasons for skipping, most frequent first, and the numbers as the last line. */
export const lines = ({ passed, failed, skipped }: Tally): ReadonlyArray<string> => {
  const reasons = [...skipped].toSorted(
    ([one, ones], [other, others]) => others - ones || compare(one, other)
  )
  const total = reasons.reduce((sum, [, number]) => sum + number, 0)
  return [
    ...reasons.map(([reason, number]) => `${number} skipped: ${reason}`),
    `${passed} passed, ${failed} failed, ${total} skipped`
  ]
}

const withOneMore = (skipped: Tally["skipped"], reason: string): Tally["skipped"] =>
  new Map([...skipped, [reason, (skipped.get(reason) ?? 0) + 1]])

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other))
