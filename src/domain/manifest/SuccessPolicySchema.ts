/**
 * `successPolicy`: when an Indexed Job has succeeded before all of its indexes have (JC-124, AJ-50 to AJ-53).
 */
import * as Schema from "effect/Schema"

/** At least one of the two is there; `succeededIndexes` is a text such as `0,2-5` (JC-15). */
export const SuccessPolicyRule = Schema.Struct({
  succeededIndexes: Schema.optionalKey(Schema.String),
  succeededCount: Schema.optionalKey(Schema.Int)
})
export interface SuccessPolicyRule extends Schema.Schema.Type<typeof SuccessPolicyRule> {}

export const SuccessPolicy = Schema.Struct({ rules: Schema.Array(SuccessPolicyRule) })
export interface SuccessPolicy extends Schema.Schema.Type<typeof SuccessPolicy> {}
