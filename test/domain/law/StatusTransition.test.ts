import { assert, describe, it } from "vitest"
import * as StatusTransition from "../../../src/domain/law/StatusTransition.ts"

const spec = { suspend: false, completions: 2, parallelism: 1, completionMode: "NonIndexed" } as const
const second = (seconds: number): number => Date.UTC(2026, 0, 1, 0, 0, seconds)
const startTime = second(0)

const conditions = (...types: ReadonlyArray<string>): Pick<StatusTransition.Status, "conditions"> => ({
  conditions: types.map((type) => {
    const status = type.startsWith("no ") ? "False" : "True"
    return { type: type.replace("no ", ""), status }
  })
})

const complete: StatusTransition.Status = {
  startTime,
  completionTime: second(1),
  succeeded: 2,
  ...conditions("SuccessCriteriaMet", "Complete")
}
const failed: StatusTransition.Status = { startTime, failed: 1, ...conditions("FailureTarget", "Failed") }

describe("an API server takes", () => {
  it.each<[string, StatusTransition.Status, StatusTransition.Status]>([
    ["the end of a Job in one write", { startTime, active: 1 }, complete],
    ["its failure", { startTime, active: 1, ready: 1 }, failed],
    ["a finished status again", complete, complete],
    [
      "a new start time when a Job resumes",
      { startTime, ...conditions("Suspended") },
      { startTime: second(5), ...conditions("no Suspended") }
    ],
    ["a first start time", {}, { startTime: second(5) }]
  ])("%s", (_, before, after) => assert.deepStrictEqual(StatusTransition.faults({ spec, before, after }), []))

  it("fewer successes of an elastic Job that was scaled down", () => {
    const elastic = { ...spec, completionMode: "Indexed", parallelism: 2 } as const
    const write = { before: { startTime, succeeded: 3 }, after: { startTime, succeeded: 2 } }
    assert.deepStrictEqual(StatusTransition.faults({ spec: elastic, ...write }), [])
    assert.deepStrictEqual(StatusTransition.faults({ spec, ...write }), [
      "cannot decrease the succeeded counter"
    ])
  })

  it("a suspended Job without completions that never started as finished", () => {
    const { startTime: _, ...never } = complete
    const suspended = { ...spec, suspend: true }
    const write = { before: {}, after: never }
    const required = ["startTime is required for finished job"]
    assert.deepStrictEqual(StatusTransition.faults({ spec: { ...suspended, completions: 0 }, ...write }), [])
    assert.deepStrictEqual(StatusTransition.faults({ spec: suspended, ...write }), required)
  })
})

describe("an API server refuses", () => {
  it.each<[string, StatusTransition.Status, StatusTransition.Status]>([
    ["active>0 is invalid for finished job", { startTime }, { ...failed, active: 1 }],
    ["terminating>0 is invalid for finished job", { startTime }, { ...failed, terminating: 1 }],
    ["cannot set more ready pods than active", { startTime }, { startTime, ready: 2, active: 1 }],
    ["cannot decrease the failed counter", { startTime, failed: 2 }, { startTime, failed: 1 }],
    [
      "status.startTime: field is immutable for unsuspended job once set",
      { startTime },
      { startTime: second(5) }
    ],
    ["status.completionTime: field is immutable", complete, { ...complete, completionTime: second(2) }],
    [
      "cannot disable the terminal Failed=True condition",
      failed,
      { ...failed, ...conditions("FailureTarget") }
    ],
    ["completionTime must be equal to or after `startTime`", {}, { ...complete, startTime: second(5) }],
    [
      "cannot set Failed=True condition without the FailureTarget=true condition",
      { startTime },
      { startTime, ...conditions("Failed") }
    ],
    ["status.failed: must be greater than or equal to 0", {}, { failed: -1 }]
  ])("%s", (fault, before, after) => assert.include(StatusTransition.faults({ spec, before, after }), fault))
})
