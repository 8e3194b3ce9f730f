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

/** The spec is the stored one, whatever the client says. */
export interface StatusWrite {
  readonly spec: Pick<
    JobSpec,
    "suspend" | "completions" | "parallelism" | "completionMode" | "backoffLimitPerIndex" | "successPolicy"
  >
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

const conditionTypes: ReadonlyArray<string> = [
  "Complete",
  "Failed",
  "FailureTarget",
  "SuccessCriteriaMet",
  "Suspended"
] satisfies ReadonlyArray<ConditionType>

const isConditionType = (part: Part): part is ConditionType => conditionTypes.includes(part)

const ofConditions =
  (is: (status: Status) => boolean): ((write: StatusWrite) => boolean) =>
  ({ before, after }) =>
    before.conditions !== after.conditions && is(before) !== is(after)

/** A controller that has restarted has other sets with the same members. */
const areSame = (left: Indexes | undefined, right: Indexes | undefined): boolean =>
  typeof left === "object" && typeof right === "object" ? IntervalSet.isSame(left, right) : left === right

/** Whether a write changes a part of the status. */
export const changes = (part: Part): ((write: StatusWrite) => boolean) => {
  if (part === "Finished") return ofConditions(isFinished)
  if (isConditionType(part)) return ofConditions((status) => is(status, part))
  if (part === "uncountedTerminatedPods") return ({ before, after }) => !same(before[part], after[part])
  return part === "completedIndexes" || part === "failedIndexes"
    ? ({ before, after }) => !areSame(before[part], after[part])
    : ({ before, after }) => before[part] !== after[part]
}

/** A rule with one thing to say. */
export const when =
  (
    isBroken: (write: StatusWrite) => boolean,
    error: (status: Status) => FieldError.FieldError
  ): StatusRule["errors"] =>
  (write) =>
    isBroken(write) ? [error(write.after)] : FieldCheck.none
