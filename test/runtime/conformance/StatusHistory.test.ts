import { describe, expect, it } from "vitest"
import * as StatusHistory from "../../../src/runtime/conformance/StatusHistory.ts"
import * as Fixtures from "./Fixtures.ts"

describe("StatusHistory", () => {
  it("keeps one status of each instant, in order", () => {
    const { statusHistory } = Fixtures.answer(Fixtures.failedIndexes)
    const instants = StatusHistory.moments({ statusHistory }).map(({ at }) => at)
    expect(statusHistory.length).toBeGreaterThan(instants.length)
    expect(instants).toEqual([...new Set(statusHistory.map(({ at }) => at))])
  })

  it("keeps the last status of an instant (TR-34)", () => {
    const answer = Fixtures.answer(Fixtures.failedIndexes)
    expect(StatusHistory.moments(answer).at(-1)?.status).toEqual(answer.status)
  })

  it("keeps a condition that came and went within an instant (TR-34)", () => {
    const [first] = StatusHistory.moments(Fixtures.answer(Fixtures.resumedAtOnce))
    expect(first?.passing.map(StatusHistory.statement)).toEqual([
      { type: "Suspended", status: "True", reason: "JobSuspended", message: "Job suspended" }
    ])
    expect(first?.status.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      "Suspended=False"
    ])
  })

  it("drops a status that only differs in uncounted Pods and probe times from the one before (TR-34, TR-35)", () => {
    const condition = { type: "FailureTarget", status: "True", lastTransitionTime: "2026-01-01T00:00:01Z" }
    const before = { failed: 1, conditions: [{ ...condition, lastProbeTime: "2026-01-01T00:00:01Z" }] }
    const after = { failed: 1, conditions: [condition], uncountedTerminatedPods: { failed: ["demo-#1"] } }
    const statusHistory = [
      { at: "2026-01-01T00:00:01Z", status: before },
      { at: "2026-01-01T00:00:02Z", status: after }
    ]
    expect(StatusHistory.moments({ statusHistory })).toHaveLength(1)
  })

  it("takes the empty status for the one before the first (TR-23)", () => {
    const statusHistory = [{ at: "2026-01-01T00:00:00Z", status: {} }]
    expect(StatusHistory.moments({ statusHistory })).toEqual([])
  })

  it("lists the conditions in the order in which they came to be shown", () => {
    const answer = Fixtures.answer(Fixtures.resumedAtOnce)
    const shown = StatusHistory.conditionsShown(StatusHistory.moments(answer), answer.status)
    expect(shown.map(({ type, status }) => `${type}=${status}`)).toEqual([
      "Suspended=True",
      "Suspended=False",
      "SuccessCriteriaMet=True",
      "Complete=True"
    ])
  })
})
