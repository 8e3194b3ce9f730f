/**
 * A label selector (JC-159). An empty one matches everything.
 */
import * as Schema from "effect/Schema"
import * as Field from "./template/Field.ts"

export const LabelSelectorRequirement = Schema.Struct({
  key: Field.given.text,
  operator: Field.given.text,
  values: Field.list(Schema.String)
})
export interface LabelSelectorRequirement extends Schema.Schema.Type<typeof LabelSelectorRequirement> {}

export const LabelSelector = Schema.Struct({
  matchLabels: Field.map,
  matchExpressions: Field.list(LabelSelectorRequirement)
})
export interface LabelSelector extends Schema.Schema.Type<typeof LabelSelector> {}
