import { describe, expect, it } from "vitest"
import { errors } from "./Judged.ts"

const path = "spec.successPolicy"
const said = (...rules: ReadonlyArray<object>) =>
  errors({ completionMode: "Indexed", completions: 10, successPolicy: { rules } })

describe("successPolicy", () => {
  it("is for Indexed Jobs, and is not looked at otherwise (AJ-50)", () => {
    expect(errors({ successPolicy: { rules: [{}] } })).toEqual([
      `${path}: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":null}]}: requires indexed completion mode`
    ])
  })

  it("has 1 to 20 rules (AJ-51)", () => {
    expect(said()).toEqual([
      `${path}.rules: Required value: at least one rules must be specified when the successPolicy is specified`
    ])
    expect(said(...Array.from({ length: 21 }, () => ({ succeededCount: 1 })))).toEqual([
      `${path}.rules: Too many: 21: must have at most 20 items`
    ])
  })

  it.each([
    [{ succeededCount: 0 }],
    [{ succeededCount: 10 }],
    [{ succeededIndexes: "" }],
    [{ succeededIndexes: "0,2-9", succeededCount: 9 }]
  ])("may have the rule %j (AJ-52)", (rule) => expect(said(rule)).toEqual([]))

  it.each([
    [{}, ": Required value: at least one of succeededCount or succeededIndexes must be specified"],
    [{ succeededCount: -1 }, ".succeededCount: Invalid value: -1: must be greater than or equal to 0"],
    [
      { succeededCount: 11 },
      ".succeededCount: Invalid value: 11: must be less than or equal to 10 (the number of specified completions)"
    ],
    [
      { succeededIndexes: "0-1", succeededCount: 3 },
      ".succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)"
    ],
    [
      { succeededIndexes: "2,1" },
      '.succeededIndexes: Invalid value: "2,1": error parsing succeededIndexes: non-increasing order, previous: 2, current: 1'
    ]
  ])("may not have the rule %j (AJ-52, AJ-53)", (rule, fault) =>
    expect(said(rule)).toEqual([`${path}.rules[0]${fault}`])
  )

  it("has lists of 64 KiB at most (AJ-52)", () => {
    const succeededIndexes = "0".repeat(65_537)
    expect(said({ succeededIndexes })).toEqual([
      `${path}.rules[0].succeededIndexes: Too long: may not be more than 65536 bytes`
    ])
  })

  it("asks nothing more of a Job that lacks its completions (AJ-36)", () => {
    const successPolicy = { rules: [{ succeededCount: 1 }] }
    expect(errors({ completionMode: "Indexed", parallelism: 1, successPolicy })).toEqual([
      "spec.completions: Required value: when completion mode is Indexed"
    ])
  })
})
