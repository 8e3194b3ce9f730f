import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as LogRange from "../../../../src/adapters/cli/command/LogRange.ts"

const now = Date.parse("2026-01-01T01:00:00Z")

const whole: LogRange.LogRange = {
  follow: false,
  timestamps: false,
  tail: -1,
  since: undefined,
  sinceTime: undefined,
  limitBytes: undefined
}

const asked = (range: Partial<LogRange.LogRange>) =>
  Result.match(LogRange.parse({ ...whole, ...range }, now), {
    onFailure: ({ reason }) => reason,
    onSuccess: ({ window, limitBytes }) => [window?.tail, window?.since, limitBytes]
  })

describe("what of a log is asked for", () => {
  it("is all of it where nothing is said", () =>
    assert.deepStrictEqual(asked({}), [undefined, undefined, undefined]))

  it("is so many lines, so many bytes, and what is not too old (LC-92)", () => {
    assert.deepStrictEqual(asked({ tail: 0, limitBytes: 1 }), [0, undefined, 1])
    assert.deepStrictEqual(asked({ since: "5m" }), [undefined, now - 300_000, undefined])
    const sinceTime = "2026-01-01T01:30:00+01:00"
    assert.deepStrictEqual(asked({ sinceTime }), [undefined, now - 1_800_000, undefined])
  })

  it.each([
    [{ tail: -2 }, "--tail must be greater than or equal to -1"],
    [{ limitBytes: 0 }, "--limit-bytes must be greater than 0"],
    [{ since: "0s" }, "--since 0s: no duration such as 90s or 5m"],
    [{ since: "soon" }, "--since soon: no duration such as 90s or 5m"],
    [{ sinceTime: "yesterday" }, "--since-time yesterday: no time such as 2026-01-01T00:01:00Z"],
    [
      { since: "5m", sinceTime: "2026-01-01T00:01:00Z" },
      "at most one of --since and --since-time may be used"
    ]
  ])("is refused: %j", (range, reason) => assert.strictEqual(asked(range), reason))
})
