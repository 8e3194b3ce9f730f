/**
 * Conditions of a Job (JC-26 to JC-29).
 */
import * as Timestamp from "../data/Timestamp.ts"

export type ConditionType = "Suspended" | "FailureTarget" | "Failed" | "SuccessCriteriaMet" | "Complete"

/** `transitionAt`: cut to seconds, and shown as `lastProbeTime` too (JC-27). */
export interface Condition {
  readonly type: ConditionType
  readonly status: "True" | "False"
  readonly transitionAt: number
  readonly reason: string
  readonly message: string
}

export type Conditions = ReadonlyArray<Condition>

export const make = (
  type: ConditionType,
  status: "True" | "False",
  at: number,
  { reason, message }: { readonly reason: string; readonly message: string }
): Condition => ({ type, status, transitionAt: Timestamp.cut(at), reason, message })

export const find = (conditions: Conditions, type: ConditionType): Condition | undefined =>
  conditions.find((condition) => condition.type === type)

export const isTrue = (conditions: Conditions, type: ConditionType): boolean =>
  find(conditions, type)?.status === "True"

/** Replaces the condition of the same type in its place, or appends it (JC-28). */
export const ensure = (conditions: Conditions, wanted: Condition): Conditions =>
  find(conditions, wanted.type) === undefined
    ? [...conditions, wanted]
    : conditions.map((condition) => (condition.type === wanted.type ? wanted : condition))
