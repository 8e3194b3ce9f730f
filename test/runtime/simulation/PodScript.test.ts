import { describe, expect, it } from "vitest"
import * as PodScript from "../../../src/runtime/simulation/PodScript.ts"

const pod = { ordinal: 7, index: 3, attempt: 1 }
const withoutIndex = { ...pod, index: undefined }

describe("a rule matches (TR-10)", () => {
  it.each([
    [undefined, true],
    [{}, true],
    [{ index: 3 }, true],
    [{ index: 4 }, false],
    [{ index: "3" }, true],
    [{ index: "1-3" }, true],
    [{ index: "3-5" }, true],
    [{ index: "4-5" }, false],
    [{ index: [1, 3] }, true],
    [{ index: [1, "2-4"] }, true],
    [{ index: [] }, false],
    [{ attempt: 1, ordinal: 7 }, true],
    [{ attempt: 1, ordinal: 8 }, false]
  ])("by all its keys, ranges inclusive: %j", (match, isMatch) => {
    expect(PodScript.matches(match, pod)).toBe(isMatch)
  })

  it("never by index where there is none", () => {
    expect(PodScript.matches({ index: "0-9" }, withoutIndex)).toBe(false)
    expect(PodScript.matches({ ordinal: 7 }, withoutIndex)).toBe(true)
  })
})

describe("of several rules", () => {
  it("the first that matches decides (TR-10)", () => {
    const rules = [
      { match: { index: 4 }, exitCode: 1 },
      { match: { index: 3 }, exitCode: 2 },
      { exitCode: 3 }
    ]
    expect(PodScript.ruleFor(rules, pod).exitCode).toBe(2)
    expect(PodScript.ruleFor(rules, withoutIndex).exitCode).toBe(3)
  })

  it("none may match: a Pod starts after 1 s, runs for 1 s and ends with 0 (TR-10)", () => {
    const rule = PodScript.ruleFor([{ match: { index: 4 } }], pod)
    expect(PodScript.startAfter(rule)).toBe(1000)
    expect(PodScript.runFor(rule)).toBe(1000)
    expect(PodScript.terminationTakes(rule)).toBe(1000)
    expect(PodScript.ready(rule)).toBe(true)
    expect(PodScript.endOfRun(rule, 0, false)).toEqual({ exitCode: 0, reason: "Completed", whole: false })
  })
})

describe("a run ends", () => {
  it.each([
    [{ exitCode: 3 }, { exitCode: 3, reason: "Error", whole: false }],
    [{ signal: 9 }, { exitCode: 137, reason: "Error", whole: false }],
    [
      { signal: 9, reason: "OOMKilled" },
      { exitCode: 137, reason: "OOMKilled", whole: false }
    ],
    [{ podReason: "Evicted" }, { exitCode: 0, reason: "Completed", whole: true }],
    [
      { exitCode: 1, conditions: [] },
      { exitCode: 1, reason: "Error", whole: true }
    ]
  ])("by its rule: %j (TR-12, TR-13)", (rule, end) => {
    expect(PodScript.endOfRun(rule, 0, false)).toEqual(end)
  })

  it("badly while restarts are left, with the rule's code or 1 (TR-14)", () => {
    const codes = (rule: Parameters<typeof PodScript.endOfRun>[0]) =>
      [0, 1, 2, 3].map((attempt) => PodScript.endOfRun(rule, attempt, true).exitCode)
    expect(codes({ restarts: 2 })).toEqual([1, 1, 0, 0])
    expect(codes({ restarts: 2, exitCode: 5 })).toEqual([5, 5, 5, 5])
    expect(PodScript.endOfRun({ restarts: 2 }, 0, false).exitCode).toBe(0)
    expect(PodScript.endOfRun({ restarts: 1, podReason: "Evicted" }, 0, true).whole).toBe(false)
  })

  it.each([
    [{}, 143],
    [{ runFor: 5000, exitCode: 7 }, 143],
    [{ runFor: "forever" as const }, 143],
    [{ runFor: "forever" as const, exitCode: 7 }, 7],
    [{ runFor: "forever" as const, exitCode: 0 }, 0],
    [{ runFor: "forever" as const, signal: 9 }, 137]
  ])("when asked to, by the rule where it says so: %j (TR-15)", (rule, exitCode) => {
    expect(PodScript.endOfTermination(rule).exitCode).toBe(exitCode)
  })
})
