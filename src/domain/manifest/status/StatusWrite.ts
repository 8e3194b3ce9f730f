/**
 * A write of a Job's status over the one before it, as the API looks at it.
 */
import * as IntervalSet from "../../data/IntervalSet.ts"
import { same } from "../../data/Sameness.ts"
import * as FieldCheck from "../FieldCheck.ts"
import type * as FieldError from "../FieldError.ts"
import type { JobSpec } from "../JobSchema.ts"

/** As text, the way a client writes them, or as they are kept. */
export type Indexes = string | IntervalSet.IntervalSet

/** Instants are epoch milliseconds; a counter that is absent is 0. */
export interface Status {
  readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string }>
  readonly startTime?: number | undefined
  readonly completionTime?: number | undefined
  readonly active?: number
  readonly succeeded?: number
  readonly failed?: number
  readonly ready?: number
  readonly terminating?: number
  readonly completedIndexes?: Indexes | undefined
  readonly failedIndexes?: Indexes | undefined
  /** Pods that have ended and are in no counter yet, by their UIDs. */
  readonly uncountedTerminatedPods?: {
    readonly succeeded?: ReadonlyArray<string>
    readonly failed?: ReadonlyArray<string>
  }
}

/** The stored one, whatever the client says. */
export interface StoredSpec extends Pick<JobSpec, "suspend" | "parallelism" | "completionMode"> {
  readonly completions?: number | undefined
  readonly backoffLimitPerIndex?: number | undefined
  readonly successPolicy?: JobSpec["successPolicy"] | undefined
}

export interface StatusWrite {
  readonly spec: StoredSpec
  readonly before: Status
  readonly after: Status
}

export type Counter = "active" | "succeeded" | "failed" | "ready" | "terminating"

export type ConditionType = "Complete" | "Failed" | "FailureTarget" | "SuccessCriteriaMet" | "Suspended"

/** What a check may depend on. */
export type Part = ConditionType | "Finished" | Exclude<keyof Status, "conditions">

/** `ifChanged`: asked only where one of these is not what it was, so that an old fault does not block other writes. */
export interface StatusRule {
  readonly id: string
  readonly ifChanged?: ReadonlyArray<Part>
  readonly errors: (write: StatusWrite) => FieldCheck.Errors
}

export const count = (status: Status, counter: Counter): number => status[counter] ?? 0

export const is = (status: Status, type: string, as: "True" | "False" = "True"): boolean =>
  status.conditions?.some((condition) => condition.type === type && condition.status === as) === true

export const isFinished = (status: Status): boolean => is(status, "Complete") || is(status, "Failed")

const ofConditions =
  (is: (status: Status) => boolean): ((write: StatusWrite) => boolean) =>
  ({ before, after }) =>
    before.conditions !== after.conditions && is(before) !== is(after)

/** A controller that has restarted has other sets with the same members. */
const areSame = (left: Indexes | undefined, right: Indexes | undefined): boolean =>
  typeof left === "object" && typeof right === "object" ? IntervalSet.isSame(left, right) : left === right

/** Whether a write changes a part of the status. */
export const changes: { readonly [P in Part]: (write: StatusWrite) => boolean } = {
  Complete: ofConditions((status) => is(status, "Complete")),
  Failed: ofConditions((status) => is(status, "Failed")),
  FailureTarget: ofConditions((status) => is(status, "FailureTarget")),
  SuccessCriteriaMet: ofConditions((status) => is(status, "SuccessCriteriaMet")),
  Suspended: ofConditions((status) => is(status, "Suspended")),
  Finished: ofConditions(isFinished),
  startTime: ({ before, after }) => before.startTime !== after.startTime,
  completionTime: ({ before, after }) => before.completionTime !== after.completionTime,
  active: ({ before, after }) => before.active !== after.active,
  succeeded: ({ before, after }) => before.succeeded !== after.succeeded,
  failed: ({ before, after }) => before.failed !== after.failed,
  ready: ({ before, after }) => before.ready !== after.ready,
  terminating: ({ before, after }) => before.terminating !== after.terminating,
  completedIndexes: ({ before, after }) => !areSame(before.completedIndexes, after.completedIndexes),
  failedIndexes: ({ before, after }) => !areSame(before.failedIndexes, after.failedIndexes),
  uncountedTerminatedPods: ({ before, after }) =>
    !same(before.uncountedTerminatedPods, after.uncountedTerminatedPods)
}

/** A rule with one thing to say. */
export const when =
  (
    isBroken: (write: StatusWrite) => boolean,
    error: (status: Status) => FieldError.FieldError
  ): StatusRule["errors"] =>
  (write) =>
    isBroken(write) ? [error(write.after)] : FieldCheck.none
