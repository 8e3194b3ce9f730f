import { assert, describe, it } from "vitest"
import * as Comparing from "./Comparing.ts"

describe("what is equal", () => {
  it.each([
    [1, 1],
    [null, null],
    [
      { a: [{ b: 1 }], c: "" },
      { c: "", a: [{ b: 1 }] }
    ]
  ])("is no difference: %j", (expected, actual) => assert.isEmpty(Comparing.equal("", expected, actual)))

  it("is missed at every place where something differs, is absent or is too much", () =>
    assert.deepStrictEqual(
      Comparing.equal("", { a: [{ b: 1, c: 2 }], d: 0 }, { a: [{ b: 2 }], d: 0, e: 3 }),
      [
        { path: "a[0].b", expected: 1, actual: 2 },
        { path: "a[0].c", expected: 2, actual: undefined },
        { path: "e", expected: undefined, actual: 3 }
      ]
    ))

  it("is missed as a whole where lists are of other lengths, or values of other kinds", () => {
    assert.deepStrictEqual(Comparing.equal("x", [1], [1, 2]), [{ path: "x", expected: [1], actual: [1, 2] }])
    assert.deepStrictEqual(Comparing.equal("x", [], {}), [{ path: "x", expected: [], actual: {} }])
    assert.lengthOf(Comparing.equal("x", null, {}), 1)
  })
})

describe("what is included", () => {
  it("may have more members, at any depth", () =>
    assert.isEmpty(Comparing.included("", { a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }], d: 3 })))

  it("has all that is expected", () =>
    assert.deepStrictEqual(Comparing.included("", { a: { b: 1 }, c: 2 }, { a: {} }), [
      { path: "a.b", expected: 1, actual: undefined },
      { path: "c", expected: 2, actual: undefined }
    ]))
})
