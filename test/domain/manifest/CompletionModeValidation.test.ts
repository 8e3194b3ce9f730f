import { describe, expect, it } from "vitest"
import { errors } from "./Judged.ts"

describe("completionMode", () => {
  it("is one of two (AJ-33)", () => {
    expect(errors({ completionMode: "Sorted" })).toEqual([
      'spec.completionMode: Unsupported value: "Sorted": supported values: "NonIndexed", "Indexed"'
    ])
  })

  it("Indexed needs completions, unless both are left out (AJ-26, AJ-36)", () => {
    expect(errors({ completionMode: "Indexed", parallelism: 2 })).toEqual([
      "spec.completions: Required value: when completion mode is Indexed"
    ])
    expect(errors({ completionMode: "Indexed" })).toEqual([])
  })

  it("Indexed limits parallelism to 100000, NonIndexed does not (AJ-37)", () => {
    expect(errors({ completionMode: "Indexed", completions: 5, parallelism: 100_001 })).toEqual([
      "spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed"
    ])
    expect(errors({ completionMode: "Indexed", completions: 5, parallelism: 100_000 })).toEqual([])
    expect(errors({ completions: 5, parallelism: 100_001 })).toEqual([])
  })

  it("Indexed has no more failed indexes than indexes, and not many (AJ-38, AJ-39)", () => {
    const indexed = { completionMode: "Indexed", completions: 3, backoffLimitPerIndex: 1 }
    expect(errors({ ...indexed, maxFailedIndexes: 3 })).toEqual([])
    expect(errors({ ...indexed, maxFailedIndexes: 100_001 })).toEqual([
      "spec.maxFailedIndexes: Invalid value: 100001: must be less than or equal to completions",
      "spec.maxFailedIndexes: Invalid value: 100001: must be less than or equal to 100000"
    ])
  })

  it("Indexed with many indexes and a limit for each is held tighter (AJ-40)", () => {
    const many = { completionMode: "Indexed", completions: 100_001, parallelism: 10_001 }
    const detail =
      "must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index"
    expect(errors(many)).toEqual([])
    expect(errors({ ...many, backoffLimitPerIndex: 1 })).toEqual([
      "spec.maxFailedIndexes: Required value: must be specified when completions is above 100000",
      `spec.parallelism: Invalid value: 10001: ${detail}`
    ])
    expect(errors({ ...many, parallelism: 1, backoffLimitPerIndex: 1, maxFailedIndexes: 10_001 })).toEqual([
      `spec.maxFailedIndexes: Invalid value: 10001: ${detail}`
    ])
  })

  it("NonIndexed has no limits per index (AJ-41)", () => {
    expect(errors({ backoffLimitPerIndex: 1, maxFailedIndexes: 2 })).toEqual([
      "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode",
      "spec.maxFailedIndexes: Invalid value: 2: requires indexed completion mode"
    ])
  })

  it("has nothing to do with the restartPolicy (AJ-42)", () => {
    const indexed = { completionMode: "Indexed", completions: 3, backoffLimitPerIndex: 1 }
    expect(errors(indexed, { restartPolicy: "OnFailure" })).toEqual([])
  })
})
