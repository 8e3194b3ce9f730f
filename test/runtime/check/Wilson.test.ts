import { expect, it } from "vitest"
import * as Wilson from "../../../src/runtime/check/Wilson.ts"

it.each([
  [0, 10, 0, 0, 0.2775],
  [10, 10, 1, 0.7225, 1],
  [81, 263, 0.308, 0.2553, 0.3662],
  [0, 0, 0, 0, 1]
])("%i of %i are %d, between %d and %d", (hits, all, share, low, high) => {
  const found = Wilson.interval(hits, all)
  expect(found.share).toBeCloseTo(share, 4)
  expect(found.low).toBeCloseTo(low, 4)
  expect(found.high).toBeCloseTo(high, 4)
})
