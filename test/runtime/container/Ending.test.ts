import { assert, it } from "vitest"
import * as Ending from "../../../src/runtime/container/Ending.ts"

it("kills two seconds after SIGTERM at the earliest (LC-51)", () => {
  assert.strictEqual(Ending.killTime(1000, 0, undefined), 3000)
  assert.strictEqual(Ending.killTime(1000, 2999, undefined), 3000)
  assert.strictEqual(Ending.killTime(1000, 31_000, undefined), 31_000)
})

it("lets a later stop bring the kill forward and never put it off", () => {
  assert.strictEqual(Ending.killTime(1000, 5000, 31_000), 5000)
  assert.strictEqual(Ending.killTime(1000, 0, 31_000), 3000)
  assert.strictEqual(Ending.killTime(1000, 60_000, 31_000), 31_000)
})

it("calls an end by its exit code (LC-14)", () =>
  assert.deepStrictEqual([0, 1, 137].map(Ending.reasonOf), ["Completed", "Error", "Error"]))
