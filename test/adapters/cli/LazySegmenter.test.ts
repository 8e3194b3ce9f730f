import { assert, it } from "vitest"
import { LazySegmenter } from "../../../src/adapters/cli/LazySegmenter.ts"

it("tells apart what the original tells apart, as often as it is asked", () => {
  const lazy = new LazySegmenter(undefined, { granularity: "grapheme" })
  const segments = (text: string) => Array.from(lazy.segment(text), ({ segment }) => segment)
  assert.deepStrictEqual(segments("e\u0301👩‍👧x"), ["e\u0301", "👩‍👧", "x"])
  assert.deepStrictEqual(segments("ab"), ["a", "b"])
})
