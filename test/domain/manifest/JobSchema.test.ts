import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as JobSchema from "../../../src/domain/manifest/JobSchema.ts"
import { given } from "../Given.ts"
import { job } from "../Told.ts"

describe("the stored spec of a Job", () => {
  const isSpec = Schema.is(JobSchema.JobSpec)
  const { spec } = given(job({ completions: 3 })).job

  it("is what defaults make of a manifest", () => expect(isSpec(spec)).toBe(true))

  it("is complete, so that defaults are not made twice", () => {
    for (const field of Object.keys(spec).filter((name) => name !== "completions")) {
      expect(isSpec({ ...spec, [field]: undefined })).toBe(false)
    }
  })

  it("knows only words that were validated (AJ-33, AJ-54)", () => {
    expect(isSpec({ ...spec, completionMode: "Sorted" })).toBe(false)
    expect(isSpec({ ...spec, podReplacementPolicy: "Never" })).toBe(false)
    expect(isSpec({ ...spec, parallelism: 1.5 })).toBe(false)
  })
})
