import { assert, describe, it } from "vitest"
import { inOrder } from "./Ordered.ts"

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
