import { assert, describe, it } from "vitest"
import * as IntervalSet from "../../../../src/domain/data/IntervalSet.ts"
import * as FieldError from "../../../../src/domain/manifest/FieldError.ts"
import * as StatusUpdate from "../../../../src/domain/manifest/status/StatusUpdate.ts"
import type { Status, StatusWrite } from "../../../../src/domain/manifest/status/StatusWrite.ts"

const plain = { suspend: false, completions: 2, parallelism: 1, completionMode: "NonIndexed" } as const
const second = (seconds: number): number => Date.UTC(2026, 0, 1, 0, 0, seconds)
const startTime = second(0)

const conditions = (...types: ReadonlyArray<string>): Pick<Status, "conditions"> => ({
  conditions: types.map((type) => {
    const status = type.startsWith("no ") ? "False" : "True"
    return { type: type.replace("no ", ""), status }
  })
})

const complete: Status = {
  startTime,
  completionTime: second(1),
  succeeded: 2,
  ...conditions("SuccessCriteriaMet", "Complete")
}
const failed: Status = { startTime, failed: 1, ...conditions("FailureTarget", "Failed") }

const errors = (before: Status, after: Status, spec: StatusWrite["spec"] = plain): ReadonlyArray<string> =>
  StatusUpdate.errors({ spec, before, after }).map(FieldError.render)

describe("an API server takes", () => {
  it.each<[string, Status, Status]>([
    ["the end of a Job in one write", { startTime, active: 1 }, complete],
    ["its failure", { startTime, active: 1, ready: 1 }, failed],
    ["a finished status again", complete, complete],
    [
      "a new start time when a Job resumes (AJ-131)",
      { startTime, ...conditions("Suspended") },
      { startTime: second(5), ...conditions("no Suspended") }
    ],
    ["a first start time", {}, { startTime: second(5) }],
    [
      "conditions it does not know, and one twice (AJ-135)",
      {},
      conditions("Failed", "FailureTarget", "Odd", "Odd")
    ]
  ])("%s", (name, before, after) => {
    const start = name.includes("AJ-135") ? { startTime } : {}
    assert.deepStrictEqual(errors(before, { ...start, ...after }), [])
  })

  it("fewer successes of an elastic Job that was scaled down (AJ-102)", () => {
    const elastic = { ...plain, completionMode: "Indexed", parallelism: 2 } as const
    const write = [
      { startTime, succeeded: 3 },
      { startTime, succeeded: 2 }
    ] as const
    assert.deepStrictEqual(errors(...write, elastic), [])
    assert.deepStrictEqual(errors(...write), [
      "status.succeeded: Invalid value: 2: cannot decrease the succeeded counter"
    ])
  })

  it("a suspended Job without completions that never started as finished (AJ-127)", () => {
    const { startTime: _, ...never } = complete
    const suspended = { ...plain, suspend: true }
    assert.deepStrictEqual(errors({}, never, { ...suspended, completions: 0 }), [])
    assert.deepStrictEqual(errors({}, never, suspended), [
      "status.startTime: Required value: startTime is required for finished job"
    ])
  })
})

const at = (path: string, detail: string): string => `status.${path}: Invalid value: ${detail}`

describe("an API server refuses", () => {
  it.each<[string, Status, Status]>([
    [at("active", "1: active>0 is invalid for finished job"), { startTime }, { ...failed, active: 1 }],
    [
      at("terminating", "1: terminating>0 is invalid for finished job"),
      { startTime },
      { ...failed, terminating: 1 }
    ],
    [
      at("ready", "2: cannot set more ready pods than active"),
      { startTime },
      { startTime, ready: 2, active: 1 }
    ],
    [
      at("failed", "1: cannot decrease the failed counter"),
      { startTime, failed: 2 },
      { startTime, failed: 1 }
    ],
    [
      at("startTime", '"2026-01-01T00:00:05Z": field is immutable for unsuspended job once set'),
      { startTime },
      { startTime: second(5) }
    ],
    [at("startTime", "null: field is immutable for unsuspended job once set"), { startTime }, {}],
    [
      at("completionTime", '"2026-01-01T00:00:02Z": field is immutable'),
      complete,
      { ...complete, completionTime: second(2) }
    ],
    [
      at("conditions", "cannot disable the terminal Failed=True condition"),
      failed,
      { ...failed, ...conditions("FailureTarget") }
    ],
    [
      at("completionTime", '"2026-01-01T00:00:01Z": must be equal to or after `startTime`'),
      {},
      { ...complete, startTime: second(5) }
    ],
    [
      at("conditions", "cannot set Failed=True condition without the FailureTarget=true condition"),
      { startTime },
      { startTime, ...conditions("Failed") }
    ],
    [at("failed", "-1: must be greater than or equal to 0"), {}, { failed: -1 }],
    [
      at("uncountedTerminatedPods", '{"failed":["a"]}: must be empty for finished job'),
      { startTime },
      { ...failed, uncountedTerminatedPods: { failed: ["a"] } }
    ]
  ])("%s", (fault, before, after) => assert.include(errors(before, after), fault))

  it("nothing that was wrong before, where it is left alone", () => {
    const late = { ...complete, startTime: second(5) }
    assert.deepStrictEqual(errors(late, { ...late, failed: 1 }), [])
  })

  it("Complete of a Job with a success policy that was not met (AJ-106)", () =>
    assert.include(
      errors({}, { ...complete, ...conditions("Complete") }, { ...plain, successPolicy: { rules: [] } }),
      at("conditions", "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True")
    ))
})

const indexed = { ...plain, completionMode: "Indexed", completions: 3, backoffLimitPerIndex: 1 } as const
const kept = (...members: ReadonlyArray<number>) => members.reduce(IntervalSet.add, IntervalSet.empty)

describe("indexes of a status", () => {
  it.each([
    ["as text", "0,2", "1"],
    ["as they are kept", kept(0, 2), kept(1)],
    ["none of them", "", ""]
  ])("are taken %s (AJ-132, AJ-133)", (_, completedIndexes, failedIndexes) =>
    assert.deepStrictEqual(errors({}, { completedIndexes, failedIndexes }, indexed), [])
  )

  it.each([
    [
      "beyond the completions (AJ-132)",
      { completedIndexes: kept(0, 3) },
      indexed,
      at("completedIndexes", '"0,3": error parsing completedIndexes: too large index: "3"')
    ],
    [
      "that are no text of indexes (AJ-133)",
      { failedIndexes: "x" },
      indexed,
      at("failedIndexes", '"x": error parsing failedIndexes: cannot convert string to integer for index: "x"')
    ],
    [
      "of a NonIndexed Job (AJ-132)",
      { completedIndexes: "0" },
      plain,
      at("completedIndexes", '"0": cannot set non-empty completedIndexes when non-indexed completion mode')
    ],
    [
      "that failed, without a limit per index (AJ-133)",
      { failedIndexes: "" },
      plain,
      at("failedIndexes", '"": cannot set non-null failedIndexes when backoffLimitPerIndex is null')
    ],
    [
      "in both lists (AJ-134)",
      { completedIndexes: kept(0, 1), failedIndexes: kept(1, 2) },
      indexed,
      at("failedIndexes", '"1,2": failedIndexes and completedIndexes overlap at index: 1')
    ]
  ])("are refused %s", (_, after, spec, error) => assert.deepStrictEqual(errors({}, after, spec), [error]))

  it("are no others in a state that was folded anew, though they were cut off since", () =>
    assert.deepStrictEqual(
      errors({ completedIndexes: kept(0, 3) }, { completedIndexes: kept(0, 3) }, indexed),
      []
    ))

  it("are not asked for without completions", () =>
    assert.deepStrictEqual(
      errors({}, { completedIndexes: "x" }, { suspend: false, parallelism: 1, completionMode: "Indexed" }),
      []
    ))
})
