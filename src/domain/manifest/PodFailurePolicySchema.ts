/**
 * `podFailurePolicy` as it is stored, after defaulting (JC-112 to JC-123, AJ-45 to AJ-49).
 */
import * as Schema from "effect/Schema"

export const PodFailurePolicyAction = Schema.Literals(["FailJob", "FailIndex", "Ignore", "Count"])
export type PodFailurePolicyAction = typeof PodFailurePolicyAction.Type

/** `containerName` absent means every container. */
export const OnExitCodes = Schema.Struct({
  containerName: Schema.optionalKey(Schema.String),
  operator: Schema.Literals(["In", "NotIn"]),
  values: Schema.Array(Schema.Int)
})
export interface OnExitCodes extends Schema.Schema.Type<typeof OnExitCodes> {}

export const OnPodCondition = Schema.Struct({ type: Schema.String, status: Schema.String })
export interface OnPodCondition extends Schema.Schema.Type<typeof OnPodCondition> {}

/** Exactly one of the two criteria is there (AJ-49). */
export const PodFailurePolicyRule = Schema.Struct({
  action: PodFailurePolicyAction,
  onExitCodes: Schema.optionalKey(OnExitCodes),
  onPodConditions: Schema.optionalKey(Schema.Array(OnPodCondition))
})
export interface PodFailurePolicyRule extends Schema.Schema.Type<typeof PodFailurePolicyRule> {}

export const PodFailurePolicy = Schema.Struct({
  rules: Schema.optionalKey(Schema.Array(PodFailurePolicyRule))
})
export interface PodFailurePolicy extends Schema.Schema.Type<typeof PodFailurePolicy> {}
