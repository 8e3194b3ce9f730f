import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import type { Outcome } from "../../../src/runtime/check/History.ts"
import * as Requirement from "../../../src/runtime/check/Requirement.ts"
import * as Summary from "../../../src/runtime/check/Summary.ts"

const ended = (type: "Complete" | "Failed", seconds: number, more: Partial<Outcome> = {}): Outcome => ({
  verdict: {
    type,
    reason: type === "Failed" ? "DeadlineExceeded" : "CompletionsReached",
    millis: seconds * 1000
  },
  isCut: false,
  podsCreated: 1,
  podsAlive: 1,
  hasOverlap: false,
  ...more
})

const open: Outcome = { ...ended("Complete", 0), verdict: undefined }

const hundred = Array.from({ length: 100 }, (_, position) =>
  ended(position < 90 ? "Complete" : "Failed", 100 - position)
)

describe("a summary", () => {
  it("counts verdicts by their reasons, the most frequent first", () => {
    const summary = Summary.of([...hundred, open, { ...open, isCut: true }])
    expect(summary).toMatchObject({
      histories: 102,
      verdicts: [
        { type: "Complete", reason: "CompletionsReached", histories: 90 },
        { type: "Failed", reason: "DeadlineExceeded", histories: 10 }
      ],
      withoutVerdict: 1,
      cut: 1
    })
    expect(summary.completion.share).toBeCloseTo(90 / 102)
  })

  it("tells the time within which one half, 95 % and all came to a verdict", () => {
    expect(Summary.of(hundred).durations).toEqual({ median: 50_000, p95: 95_000, longest: 100_000 })
    expect(Summary.of([open]).durations).toBeUndefined()
  })

  it("tells the most Pods, and how often two of an index overlapped", () => {
    const outcomes = [
      ended("Complete", 1, { podsAlive: 4, hasOverlap: true }),
      ended("Complete", 1, { podsCreated: 9 })
    ]
    expect(Summary.of(outcomes)).toMatchObject({ podsAlive: 4, podsCreated: 9, overlaps: 1 })
  })
})

describe("the worst history", () => {
  it.each([
    ["the longest", [ended("Complete", 1), ended("Complete", 3), ended("Complete", 3)], 1],
    ["one that failed", [ended("Complete", 9), ended("Failed", 2), ended("Failed", 1)], 1],
    ["one without a verdict", [ended("Failed", 9), open, ended("Failed", 10)], 1]
  ])("is %s", (_, outcomes, worst) => expect(Summary.of(outcomes).worst).toBe(worst))
})

const judged = (text: string, outcomes: ReadonlyArray<Outcome> = hundred): Requirement.Judged =>
  Requirement.judge(Result.getOrThrow(Requirement.parse(text)), Summary.of(outcomes))

describe("a requirement", () => {
  it.each([
    ["duration<=1m40s", true, 100_000],
    ["duration < 1m40s", false, 100_000],
    ["p95<=95s", true, 95_000],
    ["median>1m", false, 50_000],
    ["completion>=90%", true, 0.9],
    ["completion>=0.91", false, 0.9],
    ["pods<=1", true, 1],
    ["alive<1", false, 1],
    ["overlaps<=0", true, 0]
  ])("%s: %s", (text, isMet, actual) => expect(judged(text)).toMatchObject({ isMet, actual }))

  it("of a time is not met where a history came to no verdict", () => {
    for (const text of ["duration<=1000h", "duration>=1s", "median>0s"])
      expect(judged(text, [...hundred, open])).toMatchObject({ isMet: false, actual: undefined })
  })

  it.each([
    ["duration", "a requirement is such as duration<=1h"],
    ["length<=1h", "length is none of duration, p95, median, completion, pods, alive, overlaps"],
    ["duration<=soon", "soon is not a duration such as 1h30m"],
    ["completion>=many", "many is not a share between 0 and 1, such as 0.99 or 99%"],
    ["pods<=1h", "1h is not a number"]
  ])("refuses %s", (text, why) => expect(Requirement.parse(text)).toEqual(Result.fail(why)))
})
