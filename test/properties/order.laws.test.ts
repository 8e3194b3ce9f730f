/**
 * A value that is put in the order of its Schema at a glance is what strict decoding makes of it without its nulls.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as InOrder from "../../src/domain/data/InOrder.ts"
import * as Nulls from "../../src/domain/data/Nulls.ts"

const schema = Schema.Struct({
  name: Schema.String,
  count: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  port: Schema.optionalKey(Schema.Union([Schema.Int, Schema.String])),
  labels: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  items: Schema.optionalKey(
    Schema.Array(Schema.Struct({ on: Schema.optionalKey(Schema.Boolean), as: Schema.Literals(["A", "B"]) }))
  ),
  more: Schema.optionalKey(Schema.Json)
})

const inOrder = InOrder.of(schema)
const strictly = Schema.decodeUnknownResult(schema, { onExcessProperty: "error" })

const leaf = fc.constantFrom<unknown>("a", "A", 1, -1, 0.5, true, null, undefined)
const item = fc.record({ as: leaf, on: leaf, x: leaf }, { requiredKeys: [] })
const value = fc.record(
  {
    name: fc.constantFrom<unknown>("a", "b", 1),
    count: leaf,
    port: leaf,
    labels: fc.oneof(leaf, fc.dictionary(fc.constantFrom("a", "b"), leaf)),
    items: fc.oneof(leaf, fc.array(item)),
    more: fc.jsonValue(),
    x: leaf
  },
  { requiredKeys: [] }
)

describe("a value in the order of its Schema", () => {
  it("is what strict decoding gives, or nothing", () =>
    fc.assert(
      fc.property(value, (one) => {
        const seen = inOrder(one)
        if (seen === undefined) return
        const decoded = Result.getOrThrow(strictly(Nulls.without(one)))
        assert.deepStrictEqual(seen, decoded)
        assert.strictEqual(JSON.stringify(seen), JSON.stringify(decoded))
      })
    ))
})
