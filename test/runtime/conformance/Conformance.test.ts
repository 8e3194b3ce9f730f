import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Conformance from "../../../src/runtime/conformance/Conformance.ts"
import * as Fixtures from "./Fixtures.ts"

const trace = Fixtures.trace(Fixtures.failedIndexes)
const answer = Fixtures.answer(Fixtures.failedIndexes)

const refusing = (fields: ReadonlyArray<string>, message: string): Conformance.Play => {
  return () => Result.fail({ _tag: "Refused", fields, message })
}

describe("Conformance", () => {
  it("passes a trace whose scenario is answered as upstream did", () => {
    expect(Conformance.check(trace, () => Result.succeed(answer))).toEqual({ _tag: "Passed" })
  })

  it("plays the scenario of the trace", () => {
    const played: Array<unknown> = []
    Conformance.check(trace, (scenario) => {
      played.push(scenario)
      return Result.succeed(answer)
    })
    expect(played).toEqual([trace.scenario])
  })

  it("fails a trace with what differs", () => {
    const outcome = Conformance.check(trace, () => Result.succeed({ ...answer, finishedAt: null }))
    expect(outcome).toMatchObject({ _tag: "Failed", differences: [{ item: "times: finishedAt" }] })
  })

  it("skips a trace that uses fields which are refused here, and names them", () => {
    expect(Conformance.check(trace, refusing(["spec.podFailurePolicy"], "no"))).toEqual({
      _tag: "Skipped",
      reason: "spec.podFailurePolicy is refused here"
    })
    expect(Conformance.check(trace, refusing(["spec.a", "spec.b"], "no"))).toEqual({
      _tag: "Skipped",
      reason: "spec.a, spec.b are refused here"
    })
  })

  it("fails a trace whose scenario is refused for another reason", () => {
    expect(Conformance.check(trace, refusing([], "bad scenario"))).toMatchObject({
      _tag: "Failed",
      differences: [{ item: "answer", actual: "bad scenario" }]
    })
  })

  it("fails a trace on which the player breaks, and goes on", () => {
    const outcome = Conformance.check(trace, () => {
      throw new Error("broken law")
    })
    expect(outcome).toMatchObject({ _tag: "Failed", differences: [{ actual: "defect: Error: broken law" }] })
  })

  it("skips what upstream leaves open by its mark, without playing it (TR-30, TR-31)", () => {
    const played = () => {
      throw new Error("played")
    }
    expect(Conformance.check({ ...trace, sensitive: ["order"] }, played)).toEqual({
      _tag: "Skipped",
      reason: "sensitive to order, which upstream leaves open"
    })
  })

  it("skips a trace that holds no answer", () => {
    const outcome = Conformance.check({ id: "empty", scenario: {} }, () => Result.succeed(answer))
    expect(outcome._tag).toBe("Skipped")
  })
})
