import { describe, expect, it } from "vitest"
import * as Timestamp from "../../../src/domain/data/Timestamp.ts"

const at = Date.UTC(2026, 0, 1, 0, 0, 2)

describe("an instant", () => {
  it.each([0, 1, 500, 999])("is cut to whole seconds and not rounded: %i ms (TR-2)", (millis) => {
    expect(Timestamp.cut(at + millis)).toBe(at)
    expect(Timestamp.format(at + millis)).toBe("2026-01-01T00:00:02Z")
  })

  it.each([
    [0, "2026-01-01T00:00:02Z"],
    [500, "2026-01-01T00:00:02.5Z"],
    [250, "2026-01-01T00:00:02.25Z"],
    [1, "2026-01-01T00:00:02.001Z"],
    [8000, "2026-01-01T00:00:10Z"]
  ])("shows milliseconds only where there are any: %i ms (TR-23)", (millis, text) => {
    expect(Timestamp.exact(at + millis)).toBe(text)
  })
})
