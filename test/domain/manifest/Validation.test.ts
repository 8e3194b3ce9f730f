import { describe, expect, it } from "vitest"
import { errors } from "./Judged.ts"

describe("numbers", () => {
  it.each(["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"])(
    "%s is not negative, and may be zero (AJ-7, AJ-30)",
    (field) => {
      expect(errors({ [field]: -1 })).toEqual([
        `spec.${field}: Invalid value: -1: must be greater than or equal to 0`
      ])
      expect(errors({ [field]: 0 })).toEqual([])
    }
  )

  it("of Indexed Jobs are not negative (AJ-30)", () => {
    const indexed = {
      completionMode: "Indexed",
      completions: 1,
      backoffLimitPerIndex: 0,
      maxFailedIndexes: 0
    }
    const negative = "must be greater than or equal to 0"
    expect(errors(indexed)).toEqual([])
    expect(errors({ ...indexed, backoffLimitPerIndex: -1, maxFailedIndexes: -2 })).toEqual([
      `spec.backoffLimitPerIndex: Invalid value: -1: ${negative}`,
      `spec.maxFailedIndexes: Invalid value: -2: ${negative}`
    ])
  })

  it("of failed indexes need a limit per index (AJ-31)", () => {
    expect(errors({ completionMode: "Indexed", completions: 1, maxFailedIndexes: 1 })).toEqual([
      "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified"
    ])
  })
})

describe("the name of an Indexed Job", () => {
  it("leaves room for a hostname for its last index (AJ-44)", () => {
    const indexed = (completions: number) => ({ completionMode: "Indexed", completions })
    const name = "a".repeat(61)
    expect(errors(indexed(10), {}, name)).toEqual([])
    expect(errors(indexed(11), {}, name)).toEqual([
      `metadata.name: Invalid value: "${name}": will not able to create pod with invalid DNS label: ${name}-10`
    ])
    expect(errors(indexed(2), {}, "a.b")).toEqual([
      `metadata.name: Invalid value: "a.b": will not able to create pod with invalid DNS label: a.b-1`
    ])
    expect(errors(indexed(0), {}, "a.b")).toEqual([])
    expect(errors({ completions: 11 }, {}, name)).toEqual([])
  })
})

it("podReplacementPolicy is one of two (AJ-54)", () => {
  expect(errors({ podReplacementPolicy: "Never" })).toEqual([
    'spec.podReplacementPolicy: Unsupported value: "Never": supported values: "Failed", "TerminatingOrFailed"'
  ])
  expect(errors({ podReplacementPolicy: "Failed" })).toEqual([])
})

it("podReplacementPolicy is Failed where there is a podFailurePolicy (AJ-19, AJ-54)", () => {
  expect(errors({ podFailurePolicy: {} })).toEqual([])
  expect(errors({ podFailurePolicy: {}, podReplacementPolicy: "TerminatingOrFailed" })).toEqual([
    'spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"'
  ])
})

describe("restartPolicy (AJ-55)", () => {
  const path = "spec.template.spec.restartPolicy"

  it.each([["Always"], [""], [null]])("is not the Pod's default: %j", (restartPolicy) => {
    expect(errors({}, { restartPolicy })).toEqual([
      `${path}: Required value: valid values: "OnFailure", "Never"`
    ])
  })

  it("is refused by the Pod and by the Job when nobody knows it", () => {
    expect(errors({}, { restartPolicy: "Sometimes" })).toEqual([
      `${path}: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"`,
      `${path}: Unsupported value: "Sometimes": supported values: "OnFailure", "Never"`
    ])
  })

  it("is OnFailure or Never", () => {
    expect(errors({}, { restartPolicy: "OnFailure" })).toEqual([])
    expect(errors({}, { restartPolicy: "Never" })).toEqual([])
  })

  it("is Never where there is a podFailurePolicy", () => {
    expect(errors({ podFailurePolicy: {} }, { restartPolicy: "OnFailure" })).toEqual([
      `${path}: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified`
    ])
  })
})

it("an empty spec lacks containers and a restartPolicy (AJ-28)", () => {
  expect(errors({ template: {} })).toEqual([
    "spec.template.spec.containers: Required value",
    'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'
  ])
})

it("a name has 63 characters at most where it is the value of two labels (AJ-65)", () => {
  const name = "a".repeat(64)
  const tooLong = `spec.template.labels: Invalid value: "${name}": must be no more than 63 bytes`
  expect(errors({}, {}, name)).toEqual([tooLong, tooLong])
  expect(errors({ manualSelector: true, selector: {} }, {}, name)).toEqual([])
})
