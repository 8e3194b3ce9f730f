import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import * as JobUpdate from "../../../src/domain/manifest/JobUpdate.ts"
import { manifest } from "../Told.ts"

const specOf = (input: unknown) => Defaults.specOf(Result.getOrThrow(JobManifest.decode(input)))

/** What is said to a patch of the spec. */
const errors = (spec: Parameters<typeof manifest>[0], patch: object): ReadonlyArray<string> => {
  const before = manifest(spec)
  return JobUpdate.errors("demo", specOf(before), specOf(JobUpdate.merge(before, { spec: patch }))).map(
    FieldError.render
  )
}

describe("a merge patch", () => {
  it.each([
    [{ a: 1, b: 2 }, { b: 3 }, { a: 1, b: 3 }],
    [{ a: 1, b: 2 }, { b: null }, { a: 1 }],
    [{ a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
    [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
    [{ a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
    [{}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    [{ a: 1 }, {}, { a: 1 }],
    [{ a: 1 }, 7, 7]
  ])("of %j with %j is %j", (target, patch, result) => {
    expect(JobUpdate.merge(target, patch)).toEqual(result)
  })
})

describe("an update", () => {
  it.each([
    [{ parallelism: 5 }],
    [{ backoffLimit: 1 }],
    [{ activeDeadlineSeconds: 9 }],
    [{ ttlSecondsAfterFinished: 9 }],
    [{ suspend: true }],
    [{ podReplacementPolicy: "Failed" }],
    [{ manualSelector: true }]
  ])("may change %j (AJ-10 to AJ-23, JC-171)", (patch) => {
    expect(errors({ completions: 3 }, patch)).toEqual([])
  })

  it.each([
    ["completionMode", "NonIndexed", 'Invalid value: "NonIndexed"'],
    ["backoffLimitPerIndex", 2, "Invalid value: 2"],
    ["backoffLimitPerIndex", null, "Invalid value: null"],
    ["managedBy", "a.b/c", 'Invalid value: "a.b/c"'],
    ["podFailurePolicy", {}, 'Invalid value: {"Rules":null}'],
    [
      "podFailurePolicy",
      { rules: [{ action: "Ignore", onExitCodes: { operator: "In", values: [1] } }] },
      'Invalid value: {"Rules":[{"Action":"Ignore","OnExitCodes":{"ContainerName":null,"Operator":"In","Values":[1]},"OnPodConditions":null}]}'
    ],
    [
      "successPolicy",
      { rules: [{ succeededCount: 1 }] },
      'Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}'
    ]
  ])("may not change %s to %j (AJ-89)", (field, value, fault) => {
    const before = { completionMode: "Indexed", completions: 3, backoffLimitPerIndex: 1 } as const
    expect(errors(before, { [field]: value })).toContain(`spec.${field}: ${fault}: field is immutable`)
  })

  it("may not change completions of a NonIndexed Job, suspended or not (AJ-90)", () => {
    const immutable = ["spec.completions: Invalid value: 4: field is immutable"]
    expect(errors({ completions: 3 }, { completions: 4 })).toEqual(immutable)
    expect(errors({ completions: 3, suspend: true }, { completions: 4, parallelism: 4 })).toEqual(immutable)
  })

  it("may not clear completions of a NonIndexed Job, which is shown as null (AJ-90)", () => {
    expect(errors({ completions: 3, parallelism: 1 }, { completions: null })).toEqual([
      "spec.completions: Invalid value: null: field is immutable"
    ])
  })

  it("may change completions of an Indexed Job to its new parallelism (AJ-90, JC-170)", () => {
    const indexed = { completionMode: "Indexed", completions: 3, parallelism: 3 } as const
    expect(errors(indexed, { completions: 5, parallelism: 5 })).toEqual([])
    expect(errors(indexed, { completions: 0, parallelism: 0 })).toEqual([])
    expect(errors({ ...indexed, parallelism: 2 }, { completions: 2 })).toEqual([])
    expect(errors(indexed, { completions: 5 })).toEqual([
      "spec.completions: Invalid value: 5: can only be modified in tandem with spec.parallelism"
    ])
  })

  it("that clears completions of an Indexed Job lacks them, twice (AJ-87, AJ-90)", () => {
    const required = "spec.completions: Required value: when completion mode is Indexed"
    const indexed = { completionMode: "Indexed", completions: 3, parallelism: 3 } as const
    expect(errors(indexed, { completions: null })).toEqual([required, required])
  })

  it("is checked as a creation is, and each such error is there twice (AJ-87)", () => {
    const negative = "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0"
    expect(errors({}, { backoffLimit: -1 })).toEqual([negative, negative])
  })

  it("may not change the template (AJ-91)", () => {
    const template = { spec: { containers: [{ name: "main", image: "busybox:2" }] } }
    const [error] = errors({}, { template })
    expect(error).toMatch(/^spec\.template: Invalid value: .*: field is immutable$/)
  })

  it("may repeat the template as it is", () => {
    expect(errors({}, { template: manifest().spec.template })).toEqual([])
  })
})

describe("a Job keeps", () => {
  const before = { namespace: "default", name: "demo", uid: "u", labels: { a: "b" }, annotations: {} }
  const said = (metadata: object) =>
    JobUpdate.metadataErrors(before, {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { ...before, ...metadata }
    }).map(({ path, kind }) => `${path}: ${kind}`)

  it("its name and namespace (AJ-88)", () => {
    expect(said({ name: "other" })).toEqual(["metadata.name: Invalid value"])
    expect(said({ namespace: "other" })).toEqual(["metadata.namespace: Invalid value"])
    expect(said({})).toEqual([])
  })

  it("its labels and annotations, for now", () => {
    expect(said({ labels: { a: "c" } })).toEqual(["metadata: Forbidden"])
    expect(said({ annotations: { a: "c" } })).toEqual(["metadata: Forbidden"])
  })
})
