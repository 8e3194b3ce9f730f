import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Answer from "../../../src/runtime/simulation/Answer.ts"
import { answer, scenario } from "./Play.ts"

const decode = Schema.decodeUnknownResult(Answer.Answer)
const encode = Schema.encodeUnknownResult(Answer.Answer)

const time = "2026-01-01T00:00:00Z"
const pod = (index: number | null) => ({ name: "a", index, createdAt: time, phase: "Pending" })

describe("an answer", () => {
  it("is JSON, and the same when it is read again", () => {
    const full = answer(
      scenario({ completions: 2 }, { commands: [{ at: "1s", patch: { spec: { parallelism: -1 } } }] })
    )
    const text = JSON.stringify(Result.getOrThrow(encode(full)))
    expect(Result.getOrThrow(decode(JSON.parse(text)))).toEqual(full)
  })

  it("may leave out what can be told from the rest", () => {
    const short = {
      pods: [pod(1), pod(0), pod(1)],
      statusHistory: [{ at: time, status: { active: 2 } }],
      events: [{ at: time, reason: "Completed", message: "Job completed" }],
      somethingElse: true
    }
    const read = Result.getOrThrow(decode(short))
    expect(read.pods.map(({ attempt, ordinal }) => [attempt, ordinal])).toEqual([
      [0, 0],
      [0, 1],
      [1, 2]
    ])
    expect(read.pods[0]).toMatchObject({ startedAt: null, exitCode: null, restarts: 0 })
    expect(read).toMatchObject({ status: { active: 2 }, finishedAt: null, deletedAt: null })
    expect(read.events[0]?.type).toBe("Normal")
    expect(read).not.toHaveProperty("somethingElse")
  })

  it.each(["2026-01-01", "2026-01-01 00:00:00", "now", ""])("has no time such as %j", (at) => {
    expect(Result.isFailure(decode({ pods: [], events: [], statusHistory: [{ at, status: {} }] }))).toBe(true)
  })
})
