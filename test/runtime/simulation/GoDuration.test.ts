import * as Option from "effect/Option"
import { describe, expect, it } from "vitest"
import * as GoDuration from "../../../src/runtime/simulation/GoDuration.ts"

describe("a duration as Go writes it", () => {
  it.each([
    ["0", 0],
    ["0s", 0],
    ["2s", 2000],
    ["500ms", 500],
    ["1h30m", 5_400_000],
    ["1m20s", 80_000],
    ["1.5s", 1500],
    [".5s", 500],
    ["1.s", 1000],
    ["1000us", 1],
    ["1000µs", 1],
    ["1000000ns", 1],
    ["1s1s", 2000],
    ["100h", 360_000_000]
  ])("reads %s as %i milliseconds", (text, millis) => {
    expect(GoDuration.parse(text)).toEqual(Option.some(millis))
  })

  it.each(["", "5", "s", "-2s", "+2s", "2 s", "2d", "1s 2", "1e3s", "1.2.3s", "forever", "1us", "0.5ms"])(
    "does not read %j",
    (text) => {
      expect(GoDuration.parse(text)).toEqual(Option.none())
    }
  )
})
