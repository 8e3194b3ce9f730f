import { describe, expect, it } from "vitest"
import * as MergePatch from "../../../src/domain/manifest/MergePatch.ts"

describe("a merge patch", () => {
  it.each([
    [{ a: 1, b: 2 }, { b: 3 }, { a: 1, b: 3 }],
    [{ a: 1, b: 2 }, { b: null }, { a: 1 }],
    [{ a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
    [{}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    [{ a: 1 }, {}, { a: 1 }],
    [{ a: 1 }, 7, 7]
  ])("of %j with %j is %j", (target, patch, result) => {
    expect(MergePatch.apply(target, patch)).toEqual(result)
  })
})
