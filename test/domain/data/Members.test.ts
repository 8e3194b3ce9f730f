import { assert, describe, it } from "vitest"
import * as Members from "../../../src/domain/data/Members.ts"

describe("members", () => {
  it("that are undefined are left out, the others keep their order", () => {
    const object = Members.present({ b: 1, a: undefined, c: null, d: "" })
    assert.deepStrictEqual(Object.entries(object), [
      ["b", 1],
      ["c", null],
      ["d", ""]
    ])
  })

  it("of an empty object are none", () => {
    assert.isUndefined(Members.unlessEmpty({}))
    assert.deepStrictEqual(Members.unlessEmpty({ a: undefined }), { a: undefined })
  })
})
