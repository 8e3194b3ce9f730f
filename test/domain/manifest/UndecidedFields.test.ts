import { describe, expect, it } from "vitest"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as UndecidedFields from "../../../src/domain/manifest/UndecidedFields.ts"
import * as Fields from "../../spec/Fields.ts"
import { manifest } from "../Told.ts"

const errors = (object: object) =>
  UndecidedFields.errors({ apiVersion: "batch/v1", kind: "Job", ...object }).map(FieldError.render)

describe("a field Kubernetes knows and we do not decide yet", () => {
  it.each(["metadata.ownerReferences", "spec.template.spec.readinessGates"])(
    "is known by its path: %s",
    (path) => expect(UndecidedFields.has(path)).toBe(true)
  )

  it.each(["spec.parallelism", "spec", "", "spec.template.spec.containers", "ownerReferences"])(
    "is no other path: %s",
    (path) => expect(UndecidedFields.has(path)).toBe(false)
  )

  it("is refused by its path, wherever it is used", () => {
    const { template } = manifest().spec
    const spec = { ...template.spec, readinessGates: [{ conditionType: "a/b" }] }
    expect(
      errors({ metadata: { finalizers: ["a/b"], ownerReferences: [] }, spec: { template: { spec } } })
    ).toEqual([
      "spec.template.spec.readinessGates: Forbidden: known to Kubernetes, not decided by this version yet"
    ])
  })

  it("is a field there is", () => {
    const leaves = Fields.all
    expect(UndecidedFields.all.filter((path) => !leaves.some((leaf) => leaf.startsWith(path)))).toEqual([])
  })
})
