/**
 * A Schema with something of everything that is put in order: texts, checks, unions, records, lists and free values.
 */
import * as Schema from "effect/Schema"
import * as InOrder from "../../../src/domain/data/InOrder.ts"

export const schema = Schema.Struct({
  name: Schema.String,
  count: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  port: Schema.optionalKey(Schema.Union([Schema.Int, Schema.String])),
  labels: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  items: Schema.optionalKey(
    Schema.Array(Schema.Struct({ on: Schema.optionalKey(Schema.Boolean), as: Schema.Literals(["A", "B"]) }))
  ),
  more: Schema.optionalKey(Schema.Json)
})

export const inOrder = InOrder.of(schema)
