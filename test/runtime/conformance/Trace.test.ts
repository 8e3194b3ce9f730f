import { readFileSync } from "node:fs"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Trace from "../../../src/runtime/conformance/Trace.ts"

const pod = { name: "demo-0-#0", index: 0, createdAt: "2026-01-01T00:00:00Z", phase: "Running" }
const answer = {
  pods: [pod, { ...pod, name: "demo-1-#1", index: 1 }, { ...pod, name: "demo-0-#2" }],
  statusHistory: [{ at: "2026-01-01T00:00:00.5Z", status: { active: 2 } }],
  events: [{ at: "2026-01-01T00:00:00Z", reason: "SuccessfulCreate", message: "Created pod: demo-0-#0" }]
}

const decoded = (answers: object) => Trace.decode({ id: "t", scenario: {}, ...answers })
const expected = (answers: object) => Trace.expected(Result.getOrThrow(decoded(answers)))
const finishedAt = (second: number) => `2026-01-01T00:00:0${second}Z`

describe("Trace", () => {
  it("expects the answer decided per fact, else the unbatched one, else the batched one (TR-33)", () => {
    const [perFact, unbatched, batched] = [1, 2, 3].map((second) => ({
      ...answer,
      finishedAt: finishedAt(second)
    }))
    const all = { expect: batched, expectUnbatched: unbatched, expectPerFact: perFact }
    expect(Option.getOrThrow(expected(all)).finishedAt).toBe(finishedAt(1))
    expect(Option.getOrThrow(expected({ expect: batched, expectUnbatched: unbatched })).finishedAt).toBe(
      finishedAt(2)
    )
    expect(Option.getOrThrow(expected({ expect: batched })).finishedAt).toBe(finishedAt(3))
    expect(Option.isNone(expected({}))).toBe(true)
  })

  it("fills in what the rest of an answer tells", () => {
    const read = Option.getOrThrow(expected({ expect: answer }))
    expect(read.status).toEqual({ active: 2 })
    expect(read.deletedAt).toBeNull()
    expect(read.events[0]?.type).toBe("Normal")
    expect(read.pods.map(({ index, attempt, ordinal }) => ({ index, attempt, ordinal }))).toEqual([
      { index: 0, attempt: 0, ordinal: 0 },
      { index: 1, attempt: 0, ordinal: 1 },
      { index: 0, attempt: 1, ordinal: 2 }
    ])
    expect(read.pods[0]).toMatchObject({ startedAt: null, exitCode: null, restarts: 0 })
  })

  it("tells of no request that failed and of no Pod too many (TR-37)", () => {
    const golden = readFileSync(new URL("../../conformance/traces.jsonl", import.meta.url), "utf8")
    expect(golden).toContain(`"SuccessfulCreate"`)
    expect(golden).not.toMatch(/"(TooManySucceededPods|FailedCreate|FailedDelete)"/)
  })

  it("ignores keys it does not know", () => {
    expect(Result.isSuccess(decoded({ expect: { ...answer, log: "x" }, comment: "by hand" }))).toBe(true)
  })

  it("names the place of what is wrong", () => {
    const wrong = decoded({ expect: { ...answer, finishedAt: "yesterday" } })
    expect(Result.isFailure(wrong) && wrong.failure.message).toMatch(/finishedAt/)
  })
})
