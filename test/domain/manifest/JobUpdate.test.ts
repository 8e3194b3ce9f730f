import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as Generation from "../../../src/domain/manifest/Generation.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import * as JobUpdate from "../../../src/domain/manifest/JobUpdate.ts"
import * as MergePatch from "../../../src/domain/manifest/MergePatch.ts"
import { manifest, uid } from "../Told.ts"

const metadata = { name: "demo", namespace: "default", uid, labels: { a: "b" } }
const closed = { schedulingDirectives: false, podResources: false }
const open = { schedulingDirectives: true, podResources: true }

const specOf = (input: unknown) => Defaults.specOf(Result.getOrThrow(JobManifest.decode(input)))

/** What is said to a patch of the spec and the metadata. */
const said = (before: ReturnType<typeof manifest>, patch: object, openness = closed, of: object = {}) => {
  const spec = Generation.generated(metadata, specOf(before))
  const written = MergePatch.apply({ apiVersion: "batch/v1", kind: "Job", spec }, { spec: patch })
  return JobUpdate.errors(
    { metadata, spec },
    { metadata: { ...metadata, ...of }, spec: specOf(written) },
    openness
  ).map(FieldError.render)
}

const errors = (spec: Parameters<typeof manifest>[0], patch: object) => said(manifest(spec), patch)

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
})

describe("a template (AJ-91)", () => {
  const image = { template: { spec: { containers: [{ name: "main", image: "busybox:2" }] } } }

  it("may not change", () => {
    const [error, ...others] = said(manifest(), image)
    expect(error).toMatch(/^spec\.template: Invalid value: .*: field is immutable$/)
    expect(others).toEqual([])
  })

  it("may be repeated, with more or less of what says nothing (AJ-86)", () => {
    const containers = [{ name: "main", image: "busybox", imagePullPolicy: "Always", args: [] }]
    const patch = { template: { metadata: { annotations: {} }, spec: { nodeSelector: {}, containers } } }
    expect(said(manifest(), patch)).toEqual([])
  })

  it("may not change its labels either, nor lose those that are generated", () => {
    expect(said(manifest(), { template: { metadata: { labels: { a: "b" } } } })).toHaveLength(1)
    expect(said(manifest(), { template: { metadata: null } }, open)[0]).toMatch(
      /^spec\.template\.metadata\.labels\[controller-uid\]: Required value: must be/
    )
  })
})

describe("an open template (AJ-93, AJ-94)", () => {
  const affinity = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "k", operator: "Exists" }] }]
      }
    }
  }
  const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "z" }] }
  const main = { name: "main", image: "busybox" }
  const template = (spec: object) => ({ template: { spec } })

  it.each([
    [{ nodeSelector: { a: "b" } }],
    [{ tolerations: [{ operator: "Exists" }] }],
    [{ schedulingGates: [{ name: "g" }] }],
    [{ affinity }],
    [{ containers: [{ ...main, resources: { requests: { cpu: 1 } } }] }]
  ])("may change by %j", (spec) => expect(said(manifest(), template(spec), open)).toEqual([]))

  it("may change its labels and annotations (AJ-95)", () => {
    const patch = { template: { metadata: { labels: { a: "b" }, annotations: { c: "d" }, name: "x" } } }
    expect(said(manifest(), patch, open)).toEqual([])
  })

  it("may lose its node affinity, and no other", () => {
    expect(said(manifest({}, { affinity }), template({ affinity: null }), open)).toEqual([])
    const both = manifest({}, { affinity: { ...affinity, podAffinity } })
    expect(said(both, template({ affinity: { nodeAffinity: null } }), open)).toEqual([])
    expect(said(both, template({ affinity: null }), open)).toHaveLength(1)
    expect(said(manifest(), template({ affinity: { podAffinity } }), open)).toHaveLength(1)
  })

  it.each([
    [{ containers: [{ ...main, image: "busybox:2" }] }],
    [{ containers: [{ ...main, name: "other", resources: { requests: { cpu: 1 } } }] }],
    [{ containers: [main, { name: "more", image: "b" }] }],
    [{ restartPolicy: "OnFailure" }],
    [{ hostname: "h" }]
  ])("may not change by %j", (spec) => {
    const [error, ...others] = said(manifest(), template(spec), open)
    expect(error).toMatch(/^spec\.template\.spec: Invalid value: .*: field is immutable$/)
    expect(others).toEqual([])
  })

  it("may be open for resources, and not for where its Pods run", () => {
    const resources = { schedulingDirectives: false, podResources: true }
    expect(said(manifest(), template({ nodeSelector: { a: "b" } }), resources)).toHaveLength(1)
    expect(said(manifest(), template({ containers: [{ ...main, resources: {} }] }), resources)).toEqual([])
  })
})

describe("metadata", () => {
  it.each([
    ["namespace", "other"],
    ["creationTimestamp", "2026-01-01T00:00:00Z"]
  ])("keeps its %s (AJ-88)", (field, value) =>
    expect(said(manifest(), {}, closed, { [field]: value })).toEqual([
      `metadata.${field}: Invalid value: "${value}": field is immutable`
    ])
  )

  it("keeps its name and its UID, with which the labels go (AJ-88)", () => {
    const renamed = said(manifest(), {}, closed, { name: "other" })
    expect(renamed.at(-1)).toBe('metadata.name: Invalid value: "other": field is immutable')
    expect(renamed).toHaveLength(3)
    expect(said(manifest(), {}, closed, { uid: "other" }).at(-1)).toBe(
      'metadata.uid: Invalid value: "other": field is immutable'
    )
  })

  it("may get other labels and annotations, as far as they are good", () => {
    expect(said(manifest(), {}, closed, { labels: {}, annotations: { c: "d" } })).toEqual([])
    // Once as metadata, and once as a change of it.
    expect(said(manifest(), {}, closed, { labels: { "a b": "c" } })).toHaveLength(2)
  })
})
