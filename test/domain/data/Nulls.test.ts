import { assert, describe, it } from "vitest"
import * as Nulls from "../../../src/domain/data/Nulls.ts"

describe("nulls (AJ-6)", () => {
  it("are dropped at any depth, but not from lists", () =>
    assert.deepStrictEqual(Nulls.without({ a: null, b: { c: null, d: [{ e: null }, null] } }), {
      b: { d: [{}, null] }
    }))

  it("leave alone what has none", () => {
    const none = { a: 1 }
    assert.strictEqual(Nulls.without(none), none)
  })
})
