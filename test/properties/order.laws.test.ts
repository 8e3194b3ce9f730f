/**
 * A value that is put in the order of its Schema at a glance is what strict decoding makes of it without its nulls.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Nulls from "../../src/domain/data/Nulls.ts"
import { inOrder, schema } from "../domain/data/Ordered.ts"

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
