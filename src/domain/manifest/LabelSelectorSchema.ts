/**
 * A label selector (JC-159). An empty one matches everything.
 */
import * as Schema from "effect/Schema"

export const LabelSelectorRequirement = Schema.Struct({
  key: Schema.String,
  operator: Schema.String,
  values: Schema.optionalKey(Schema.Array(Schema.String))
})

export const LabelSelector = Schema.Struct({
  matchLabels: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  matchExpressions: Schema.optionalKey(Schema.Array(LabelSelectorRequirement))
})
export interface LabelSelector extends Schema.Schema.Type<typeof LabelSelector> {}
