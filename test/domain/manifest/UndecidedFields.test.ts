import { describe, expect, it } from "vitest"
import { JobSpec } from "../../../src/domain/manifest/JobSchema.ts"
import { Container, PodSpec } from "../../../src/domain/manifest/PodTemplateSchema.ts"
import * as UndecidedFields from "../../../src/domain/manifest/UndecidedFields.ts"

describe("a field Kubernetes knows and we do not decide yet", () => {
  it.each([
    "metadata.ownerReferences",
    "spec.template.spec.affinity",
    "spec.template.spec.containers[0].lifecycle",
    "spec.template.spec.containers[17].tty"
  ])("is known by its path: %s", (path) => expect(UndecidedFields.has(path)).toBe(true))

  it.each(["spec.parallelism", "spec.paralelism", "spec", "", "spec.template.spec.containers", "affinity"])(
    "is no other path: %s",
    (path) => expect(UndecidedFields.has(path)).toBe(false)
  )

  it("is not decided as well", () => {
    const decided = [
      ...Object.keys(JobSpec.fields).map((field) => `spec.${field}`),
      ...Object.keys(PodSpec.fields).map((field) => `spec.template.spec.${field}`),
      ...Object.keys(Container.fields).map((field) => `spec.template.spec.containers[0].${field}`)
    ]
    expect(decided.filter(UndecidedFields.has)).toEqual([])
  })
})
