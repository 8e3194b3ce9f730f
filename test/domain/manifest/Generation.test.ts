import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as Generation from "../../../src/domain/manifest/Generation.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import { manifest } from "../Told.ts"
import { errors } from "./Judged.ts"

const job = { name: "demo", uid: "u" }

const specOf = (spec: object, metadata?: object) => {
  const written = manifest().spec
  const template = metadata === undefined ? written.template : { ...written.template, metadata }
  return Defaults.specOf(
    Result.getOrThrow(JobManifest.decode({ ...manifest(), spec: { ...written, ...spec, template } }))
  )
}

const labels = {
  "batch.kubernetes.io/controller-uid": "u",
  "batch.kubernetes.io/job-name": "demo",
  "controller-uid": "u",
  "job-name": "demo"
}
const selector = { matchLabels: { "batch.kubernetes.io/controller-uid": "u" } }

describe("what is generated (AJ-61)", () => {
  it("is a selector, and four labels of the template", () => {
    const spec = Generation.generated(job, specOf({}, { labels: { app: "x" } }))
    expect(spec).toMatchObject({ selector, template: { metadata: { labels: { ...labels, app: "x" } } } })
  })

  it("leaves alone what is there", () => {
    const own = { labels: { "job-name": "other" } }
    const spec = Generation.generated(job, specOf({ selector: { matchLabels: { a: "b" } } }, own))
    expect(spec.selector).toEqual({ matchLabels: { ...selector.matchLabels, a: "b" } })
    expect(spec.template.metadata?.labels).toEqual({ ...labels, "job-name": "other" })
  })

  it("is nothing where the selector is the user's (AJ-64)", () => {
    const spec = specOf({ manualSelector: true, selector: {} })
    expect(Generation.generated(job, spec)).toBe(spec)
  })
})

describe("the log", () => {
  it.each([
    ["nothing of its own", {}, undefined],
    ["labels of its own", {}, { labels: { app: "x" }, annotations: { a: "b" } }],
    ["the right labels", {}, { labels }]
  ])("holds nothing of it for a template with %s", (_, fields, metadata) => {
    const whole = Generation.generated(job, specOf(fields, metadata))
    const brief = Generation.brief(job, whole)
    expect(brief.selector).toBeUndefined()
    expect(JSON.stringify(brief)).not.toContain("controller-uid")
    expect(Generation.whole(job, brief)).toEqual(whole)
  })

  it.each([
    [
      "a selector of the user's",
      { manualSelector: true, selector: { matchLabels: { a: "b" } } },
      { labels: { a: "b" } }
    ],
    ["a selector that has more in it", { selector: { matchLabels: { "job-name": "demo" } } }, undefined],
    [
      "a selector of expressions",
      { selector: { matchExpressions: [{ key: "job-name", operator: "Exists" }] } },
      undefined
    ]
  ])("holds all of it for %s", (_, fields, metadata) => {
    const whole = Generation.generated(job, specOf(fields, metadata))
    expect(Generation.brief(job, whole)).toBe(whole)
    expect(Generation.whole(job, whole)).toBe(whole)
  })
})

describe("a selector", () => {
  it("that is generated matches the generated labels (AJ-63)", () => {
    expect(errors({ selector: { matchLabels: { "job-name": "demo" } } })).toEqual([])
    expect(
      errors({ selector: { matchExpressions: [{ key: "job-name", operator: "In", values: ["demo"] }] } })
    ).toEqual([])
    expect(errors({ selector: { matchExpressions: [{ key: "a", operator: "DoesNotExist" }] } })).toEqual([])
    expect(errors({ selector: { matchExpressions: [{ key: "a", operator: "Exists" }] } })).toHaveLength(2)
  })

  it("goes with labels that are right (AJ-62)", () => {
    const template = { ...manifest().spec.template, metadata: { labels: { "job-name": "x" } } }
    expect(errors({ template })[0]).toMatch(
      /^spec\.template\.metadata\.labels\[job-name\]: .*: must be 'demo'$/
    )
  })

  it("is needed where nothing is generated, and matches the template (AJ-56, AJ-57, AJ-64)", () => {
    expect(errors({ manualSelector: true })).toEqual([
      "spec.selector: Required value",
      "spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`"
    ])
    expect(errors({ manualSelector: true, selector: {} })).toEqual([])
    expect(
      errors({
        manualSelector: true,
        selector: { matchExpressions: [{ key: "a", operator: "NotIn", values: ["b"] }] }
      })
    ).toEqual([])
    expect(errors({ manualSelector: true, selector: { matchLabels: { a: "b" } } })).toHaveLength(1)
  })

  it.each([
    [{ matchLabels: { "a b": "c" } }, /^spec\.selector\.matchLabels: Invalid value: "a b"/],
    [
      { matchExpressions: [{ key: "a", operator: "In" }] },
      /^spec\.selector\.matchExpressions\[0\]\.values: Required value/
    ],
    [
      { matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }] },
      /\.values: Forbidden: may not be specified/
    ],
    [
      { matchExpressions: [{ key: "a", operator: "Is" }] },
      /\.operator: Invalid value: "Is": not a valid selector operator/
    ],
    [
      { matchExpressions: [{ key: "a", operator: "In", values: ["b c"] }] },
      /\.values\[0\]: Invalid value: "b c"/
    ]
  ])("has no faults such as %j", (of, fault) => {
    const [first, ...others] = errors({ manualSelector: true, selector: of })
    expect(first).toMatch(fault)
    expect(others).toEqual([])
  })
})
