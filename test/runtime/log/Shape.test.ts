import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import * as Shape from "../../../src/runtime/log/Shape.ts"

const Pod = Schema.Struct({
  name: Schema.String,
  index: Schema.optionalKey(Schema.Int),
  phase: Schema.Literals(["Running", "Failed"]),
  ready: Schema.optionalKey(Schema.Boolean)
})

const takes = (schema: Schema.Schema<unknown>, text: string): boolean => Shape.of(schema)(JSON.parse(text))

describe("a shape", () => {
  it.each([
    [Pod, '{"name":"a","index":1,"phase":"Running","ready":true}'],
    [Pod, '{"name":"a","phase":"Failed"}'],
    [Schema.Array(Pod), '[{"name":"a","phase":"Failed"},{"name":"b","phase":"Failed"}]'],
    [Schema.Array(Pod), "[]"],
    [Schema.Tuple([Schema.Int, Schema.Int]), "[1,2]"],
    [Schema.Record(Schema.String, Schema.String), '{"2":"b","1":"a","__proto__":"c"}'],
    [Schema.Record(Schema.String, Schema.Json), '{"a":[{"b":null}]}'],
    [Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)), "0"],
    [Schema.String.check(Schema.isMinLength(1).and(Schema.isMaxLength(2))), '"ab"']
  ])("takes what the schema takes as it stands: %#", (schema, text) => assert.isTrue(takes(schema, text)))

  it.each([
    [Pod, "null"],
    [Pod, "[]"],
    [Pod, '{"name":"a","phase":"Pending"}'],
    [Pod, '{"name":"a","index":1.5,"phase":"Running"}'],
    [Pod, '{"name":"a","index":1e999,"phase":"Running"}'],
    [Pod, '{"name":"a","index":null,"phase":"Running"}'],
    [Pod, '{"name":"a","index":1}'],
    [Pod, '{"phase":"Running","ready":true}'],
    [Pod, '{"name":"a","phase":"Running","more":1}'],
    [Pod, '{"name":"a","phase":"Running","__proto__":1}'],
    [Schema.Array(Pod), '{"0":{"name":"a","phase":"Failed"}}'],
    [Schema.Array(Pod), '[{"name":"a"}]'],
    [Schema.Number, '"1"'],
    [Schema.Tuple([Schema.Int, Schema.Int]), "[1]"],
    [Schema.Tuple([Schema.Int, Schema.Int]), "[1,2,3]"],
    [Schema.Record(Schema.String, Schema.String), '{"a":1}'],
    [Schema.Record(Schema.String, Schema.Json), '{"a":1e999}'],
    [Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)), "-1"],
    [Schema.String.check(Schema.isMinLength(1).and(Schema.isMaxLength(2))), '"abc"']
  ])("refuses what the schema refuses: %#", (schema, text) => assert.isFalse(takes(schema, text)))

  it("leaves members in another order to the schema, which puts them in order", () =>
    assert.isFalse(takes(Pod, '{"phase":"Running","name":"a"}')))

  it.each([
    [Schema.NumberFromString, '"1"'],
    [Schema.Struct({ at: Schema.DateFromString }), '{"at":"2026-01-01T00:00:00Z"}'],
    [Schema.Union([Pod, Schema.String]), '"a"'],
    [Schema.optional(Schema.String), '"a"'],
    [Schema.StructWithRest(Pod, [Schema.Record(Schema.String, Schema.Json)]), '{"name":"a","phase":"Failed"}']
  ])("leaves to the schema what it does not know: %#", (schema, text) => assert.isFalse(takes(schema, text)))
})
