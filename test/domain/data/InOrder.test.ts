import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import * as InOrder from "../../../src/domain/data/InOrder.ts"

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

describe("a value in the order of its Schema", () => {
  it("has its members there", () =>
    assert.deepStrictEqual(
      JSON.stringify(inOrder({ items: [{ as: "A", on: true }], count: 1, name: "a" })),
      '{"name":"a","count":1,"items":[{"on":true,"as":"A"}]}'
    ))

  it("has no member that is null", () =>
    assert.deepStrictEqual(
      inOrder({ more: { a: null, b: [null] }, labels: { a: null, b: "c" }, port: null, name: "a" }),
      { name: "a", labels: { b: "c" }, more: { b: [null] } }
    ))

  it.each([
    [null],
    [{ name: null }],
    [{ name: "a", other: null }],
    [{ name: "a", items: [null] }],
    [[]],
    [{}],
    [{ name: 1 }],
    [{ name: "a", other: 1 }],
    [{ name: "a", count: -1 }],
    [{ name: "a", count: undefined }],
    [{ name: "a", labels: { b: 1 } }],
    [{ name: "a", items: [{ as: "A" }, { as: "C" }] }],
    [JSON.parse('{"name":"a","__proto__":{"count":1}}') as unknown]
  ])("is left to the Schema where it is not good: %j", (value) => assert.isUndefined(inOrder(value)))
})
