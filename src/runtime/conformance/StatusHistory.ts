/**
 * The statuses a Job showed, without what exists only for the bookkeeping of finalizers (TR-34): of each instant
 * the last one counts, together with the conditions that appeared and went within it; entries equal to the one
 * before are dropped. `uncountedTerminatedPods` (TR-34) and `lastProbeTime` (TR-35) are not looked at.
 *
 * A history may be cut after 200 entries (TR-23). Its last instant may then be incomplete; `comparedUntil` says
 * how far two histories can be compared.
 */
import type * as Answer from "../simulation/Answer.ts"
import * as Difference from "./Difference.ts"
import * as Instant from "./Instant.ts"

/** What a Job showed at one instant. */
export interface Moment {
  readonly at: string
  /** Conditions that were neither there before this instant nor after it. */
  readonly passing: ReadonlyArray<Answer.Condition>
  readonly status: Answer.Status
}

/** What a condition says, without its times. */
export interface Statement {
  readonly type: string
  readonly status: string
  readonly reason: string
  readonly message: string
}

type History = Pick<Answer.Answer, "statusHistory" | "statusHistoryTruncated">

/** The instants at which a Job's status changed (TR-34). */
export const moments = (history: History): ReadonlyArray<Moment> => {
  const instants = byInstant(history.statusHistory)
  const found: Array<Moment> = []
  let before: Answer.Status = {}
  instants.forEach((entries, place) => {
    const last = entries.at(-1)
    if (last === undefined) return
    const passing = passingIn(before, entries, last.status)
    const isCut = isTruncated(history) && place === instants.length - 1
    if (isCut || passing.length > 0 || !Difference.isSame(compared(before), compared(last.status))) {
      found.push({ at: last.at, passing, status: last.status })
    }
    before = last.status
  })
  return found
}

/** The instant before which both histories are complete, in milliseconds. */
export const comparedUntil = (one: History, other: History): number =>
  Math.min(completeUntil(one), completeUntil(other))

/** The conditions in the order in which they came to be shown; `last` is the status at the end. */
export const conditionsShown = (
  history: ReadonlyArray<Moment>,
  last: Answer.Status
): ReadonlyArray<Answer.Condition> => {
  let before: Answer.Status = {}
  return [...history, { passing: [], status: last }].flatMap(({ passing, status }) => {
    const appeared = conditionsOf(status).filter((condition) => !isShown(before, condition))
    before = status
    return [...passing, ...appeared]
  })
}

/** A condition without its times. */
export const statement = (condition: Answer.Condition): Statement => ({
  type: condition.type,
  status: condition.status,
  reason: condition.reason ?? "",
  message: condition.message ?? ""
})

/** The fields in which statuses are compared; the bookkeeping of finalizers is not among them. */
export const comparedKeys = [
  "conditions",
  "startTime",
  "completionTime",
  "active",
  "ready",
  "succeeded",
  "failed",
  "terminating",
  "completedIndexes",
  "failedIndexes"
] as const

export type Compared = Readonly<Record<(typeof comparedKeys)[number], unknown>>

/** A status as it is compared: times cut to the second, free fields left out, keys in one order. */
export const compared = (
  status: Answer.Status
): Readonly<Record<(typeof comparedKeys)[number], unknown>> => ({
  conditions: conditionsOf(status).map((condition) => ({
    ...statement(condition),
    lastTransitionTime: Instant.secondOrNull(condition.lastTransitionTime)
  })),
  startTime: Instant.secondOrNull(status.startTime),
  completionTime: Instant.secondOrNull(status.completionTime),
  active: status.active,
  ready: status.ready,
  succeeded: status.succeeded,
  failed: status.failed,
  terminating: status.terminating,
  completedIndexes: status.completedIndexes,
  failedIndexes: status.failedIndexes
})

const isTruncated = (history: History): boolean => (history.statusHistoryTruncated ?? 0) > 0

const completeUntil = (history: History): number => {
  const last = history.statusHistory.at(-1)
  return isTruncated(history) && last !== undefined ? Instant.millis(last.at) : Number.POSITIVE_INFINITY
}

const byInstant = (
  entries: ReadonlyArray<Answer.StatusEntry>
): ReadonlyArray<ReadonlyArray<Answer.StatusEntry>> => {
  const instants = new Map<number, Array<Answer.StatusEntry>>()
  for (const entry of entries) {
    const at = Instant.millis(entry.at)
    const instant = instants.get(at)
    if (instant === undefined) instants.set(at, [entry])
    else instant.push(entry)
  }
  return [...instants.values()]
}

const passingIn = (
  before: Answer.Status,
  entries: ReadonlyArray<Answer.StatusEntry>,
  after: Answer.Status
): ReadonlyArray<Answer.Condition> => {
  const passing: Array<Answer.Condition> = []
  for (const condition of entries.flatMap(({ status }) => conditionsOf(status))) {
    if (isShown(before, condition) || isShown(after, condition)) continue
    if (!isShown({ conditions: passing }, condition)) passing.push(condition)
  }
  return passing
}

const isShown = (status: Answer.Status, condition: Answer.Condition): boolean =>
  conditionsOf(status).some((shown) => Difference.isSame(statement(shown), statement(condition)))

const conditionsOf = (status: Answer.Status): ReadonlyArray<Answer.Condition> => status.conditions ?? []
