import { describe, expect, it } from "vitest"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as RefusedFields from "../../../src/domain/manifest/RefusedFields.ts"
import * as Fields from "../../spec/Fields.ts"

const errors = (manifest: object) =>
  RefusedFields.refusals({ apiVersion: "batch/v1", kind: "Job", ...manifest })

describe("a field that can mean nothing here", () => {
  it("is refused by its path, with the reason (CL-31 to CL-33)", () => {
    const template = { metadata: { finalizers: ["a/b"] } }
    const refused = errors({ metadata: { ownerReferences: [{ name: "a" }] }, spec: { template } })
    expect(refused.map(FieldError.render)).toEqual([
      "metadata.ownerReferences: Forbidden: there is no owner here: the garbage collector would delete the Job at once",
      "spec.template.metadata.finalizers: Forbidden: nobody here could take it off a Pod, which would never go"
    ])
    expect(refused.every(({ isOfHere }) => isOfHere)).toBe(true)
  })

  it("may be there and empty", () => {
    const template = { metadata: { finalizers: [] } }
    expect(errors({ metadata: { ownerReferences: [], finalizers: ["a/b"] }, spec: { template } })).toEqual([])
  })

  it("is a field there is", () => {
    const missing = RefusedFields.declaration.filter(
      ([path]) => !Fields.all.some((leaf) => leaf.startsWith(path))
    )
    expect(missing).toEqual([])
  })
})
