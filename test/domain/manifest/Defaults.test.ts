import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"

const decoded = (fields: object) =>
  Result.getOrThrow(JobManifest.decode({ apiVersion: "batch/v1", kind: "Job", ...fields }))

const spec = (fields: object = {}) => Defaults.specOf(decoded({ spec: fields }))
const metadata = (fields: object) => Defaults.metadataOf(decoded(fields), { name: "demo", uid: "u" })

describe("what an API server fills in", () => {
  it("is the same for an empty spec and none (AJ-28)", () => {
    expect(spec()).toEqual(Defaults.specOf(decoded({})))
    expect(spec()).toEqual({
      parallelism: 1,
      completions: 1,
      completionMode: "NonIndexed",
      backoffLimit: 6,
      suspend: false,
      podReplacementPolicy: "TerminatingOrFailed",
      template: { spec: { restartPolicy: "Always", terminationGracePeriodSeconds: 30, containers: [] } }
    })
  })

  it.each([
    [{}, { parallelism: 1, completions: 1 }],
    [{ completions: 4 }, { parallelism: 1, completions: 4 }],
    [{ parallelism: 3 }, { parallelism: 3, completions: undefined }],
    [
      { parallelism: 3, completions: null },
      { parallelism: 3, completions: undefined }
    ],
    [
      { parallelism: 0, completions: 0 },
      { parallelism: 0, completions: 0 }
    ]
  ])("makes %j parallelism and completions %j (AJ-10, AJ-11, JC-162)", (given, counts) => {
    const { parallelism, completions } = spec(given)
    expect({ parallelism, completions }).toEqual(counts)
  })

  it.each([
    ["completionMode", "Indexed"],
    ["backoffLimit", 0],
    ["activeDeadlineSeconds", 0],
    ["ttlSecondsAfterFinished", 0],
    ["suspend", true],
    ["podReplacementPolicy", "Failed"]
  ])("leaves %s as it was given: %s (AJ-12 to AJ-19)", (field, value) => {
    expect(spec({ [field]: value })).toHaveProperty(field, value)
  })

  it("has no deadline and no TTL by itself (AJ-16, AJ-17)", () => {
    expect(spec()).not.toHaveProperty("activeDeadlineSeconds")
    expect(spec()).not.toHaveProperty("ttlSecondsAfterFinished")
  })

  it("carries what a container runs, and the volumes (AJ-70)", () => {
    const container = {
      name: "a",
      image: "b",
      env: [{ name: "X", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }]
    }
    const volumes = [{ name: "v", emptyDir: {} }]
    const pod = {
      restartPolicy: "OnFailure",
      terminationGracePeriodSeconds: 0,
      activeDeadlineSeconds: 5,
      initContainers: [{ ...container, name: "i", restartPolicy: "Always" }],
      containers: [container],
      volumes
    }
    expect(spec({ template: { spec: pod } }).template.spec).toEqual(pod)
  })

  it("leaves words that are missing to validation", () => {
    const containers = [{ restartPolicy: "Never", restartPolicyRules: [{}, { exitCodes: {} }] }]
    expect(spec({ template: { spec: { containers } } }).template.spec.containers).toEqual([
      {
        name: "",
        image: "",
        restartPolicy: "Never",
        restartPolicyRules: [{ action: "" }, { action: "", exitCodes: { operator: "", values: [] } }]
      }
    ])
  })

  it("keeps the template's labels, without the server's creationTimestamp", () => {
    const template = { metadata: { labels: { a: "b" }, creationTimestamp: "2026-01-01T00:00:00Z" } }
    expect(spec({ template }).template.metadata).toEqual({ labels: { a: "b" } })
  })
})

describe("a Job's metadata", () => {
  const template = { metadata: { labels: { from: "template" } } }

  it("has the namespace default (TR-6)", () => {
    expect(metadata({})).toEqual({
      namespace: "default",
      name: "demo",
      uid: "u",
      labels: {},
      annotations: {}
    })
    expect(metadata({ metadata: { namespace: "jobs" } })).toMatchObject({ namespace: "jobs" })
  })

  it.each([
    [undefined, {}],
    [{}, {}],
    [{ own: "label" }, { own: "label" }]
  ])("keeps labels of the Job's own apart from those of its template: %j (AJ-27)", (labels, expected) => {
    const own = labels === undefined ? {} : { metadata: { labels } }
    expect(metadata({ ...own, spec: { template } }).labels).toEqual(expected)
  })
})
