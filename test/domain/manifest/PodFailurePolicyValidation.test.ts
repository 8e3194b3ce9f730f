import { describe, expect, it } from "vitest"
import { errors } from "./Judged.ts"

const path = "spec.podFailurePolicy.rules"
const said = (...rules: ReadonlyArray<object>) => errors({ podFailurePolicy: { rules } })
const codes = (fields: object) => said({ action: "Count", onExitCodes: { operator: "In", ...fields } })
const conditions = (...onPodConditions: ReadonlyArray<object>) => said({ action: "Count", onPodConditions })

const ignored = { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] }

describe("podFailurePolicy", () => {
  it("has any rules up to 20 (AJ-45)", () => {
    expect(errors({ podFailurePolicy: {} })).toEqual([])
    expect(said()).toEqual([])
    expect(said(ignored)).toEqual([])
    expect(said(...Array.from({ length: 21 }, () => ignored))).toEqual([
      `${path}: Too many: 21: must have at most 20 items`
    ])
  })

  it("has an action in each rule (AJ-46)", () => {
    const { onPodConditions } = ignored
    expect(said({ onPodConditions })).toEqual([
      `${path}[0].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]`
    ])
    expect(said({ onPodConditions, action: "Retry" })).toEqual([
      `${path}[0].action: Unsupported value: "Retry": supported values: "Count", "FailIndex", "FailJob", "Ignore"`
    ])
  })

  it("fails an index only where there is a limit for each (AJ-46)", () => {
    const podFailurePolicy = { rules: [{ ...ignored, action: "FailIndex" }] }
    const limited = { completionMode: "Indexed", completions: 1, backoffLimitPerIndex: 0 }
    expect(errors({ ...limited, podFailurePolicy })).toEqual([])
    expect(errors({ podFailurePolicy })).toEqual([
      `${path}[0].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set`
    ])
  })

  it.each([
    [{ values: [1, 2] }],
    [{ values: [-1, 255] }],
    [{ operator: "NotIn", values: [0] }],
    [{ containerName: "main", values: [1] }]
  ])("may match exit codes by %j (AJ-47)", (fields) => expect(codes(fields)).toEqual([]))

  it.each([
    [{ operator: "", values: [1] }, [`operator: Required value: valid values: ["In" "NotIn"]`]],
    [{ operator: "Gt", values: [1] }, ['operator: Unsupported value: "Gt": supported values: "In", "NotIn"']],
    [
      { containerName: "other", values: [1] },
      [
        'containerName: Invalid value: "other": must be one of the container or initContainer names in the pod template'
      ]
    ],
    [{}, ["values: Invalid value: []: at least one value is required"]],
    [
      { values: Array.from({ length: 256 }, (_, at) => at + 1) },
      ["values: Too many: 256: must have at most 255 items"]
    ],
    [{ values: [0] }, ["values[0]: Invalid value: 0: must not be 0 for the In operator"]],
    [
      { values: [3, 1, 3] },
      ["values[2]: Duplicate value: 3", "values: Invalid value: [3,1,3]: must be ordered"]
    ]
  ])("may not match exit codes by %j (AJ-47)", (fields, faults) =>
    expect(codes(fields)).toEqual(faults.map((fault) => `${path}[0].onExitCodes.${fault}`))
  )

  it("matches conditions by a qualified name and a status (AJ-48)", () => {
    const at = `${path}[0].onPodConditions`
    expect(conditions({ type: "a/B", status: "Unknown" })).toEqual([])
    expect(conditions({ type: "a b" })[0]).toMatch(
      /onPodConditions\[0\]\.type: Invalid value: "a b": name part/
    )
    expect(conditions({ type: "A", status: "" })).toEqual([
      `${at}[0].status: Required value: valid values: ["False" "True" "Unknown"]`
    ])
    expect(conditions({ type: "A", status: "yes" })).toEqual([
      `${at}[0].status: Unsupported value: "yes": supported values: "False", "True", "Unknown"`
    ])
    expect(conditions(...Array.from({ length: 21 }, () => ({ type: "A" })))).toEqual([
      `${at}: Too many: 21: must have at most 20 items`
    ])
  })

  it("has one criterion in each rule (AJ-49)", () => {
    const onExitCodes = { operator: "In", values: [1] }
    expect(said({ ...ignored, onExitCodes })).toEqual([
      `${path}[0]: Invalid value: specifying both OnExitCodes and OnPodConditions is not supported`
    ])
    expect(said({ action: "Count", onPodConditions: [] })).toEqual([
      `${path}[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required`
    ])
  })
})
