import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as Admission from "../../../../src/domain/command/Admission.ts"
import { manifest, uid } from "../../Told.ts"

const refusals = (object: unknown): ReadonlyArray<string> =>
  Result.match(
    Admission.createJob({ _tag: "CreateJob", at: 0, uid, generatedSuffix: "00000", manifest: object }),
    { onFailure: Admission.describe, onSuccess: () => [] }
  )

const of = (env: ReadonlyArray<unknown>) =>
  refusals(manifest({}, { containers: [{ name: "main", image: "busybox", env }] }))

const path = "spec.template.spec.containers[0].env[0]"
const from = (fieldPath: unknown) => of([{ name: "A", valueFrom: { fieldRef: { fieldPath } } }])

describe("a variable (AJ-75)", () => {
  it("has a name, and none with = in it", () => {
    assert.deepStrictEqual(of([{ name: "" }]), [`${path}.name: Required value`])
    assert.lengthOf(of([{ name: "A=B", value: "x" }]), 1)
    assert.deepStrictEqual(of([{ name: " 1.~", value: "x" }]), [])
  })

  it("names a source where it says it has one", () =>
    assert.deepStrictEqual(of([{ name: "A", valueFrom: {} }]), [
      `${path}.valueFrom: Invalid value: "": must specify one of: ` +
        "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"
    ]))

  it("may have an empty value beside its source", () =>
    assert.deepStrictEqual(
      of([{ name: "A", value: "", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } }]),
      []
    ))

  it("is refused by the name of a source nobody knows", () =>
    assert.deepStrictEqual(of([{ name: "A", valueFrom: { feildRef: {} } }]), [
      `${path}.valueFrom.feildRef: Forbidden: unknown field`
    ]))

  it("may be read from a ConfigMap or a Secret, as far as the Job goes", () =>
    assert.deepStrictEqual(of([{ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }]), []))
})

describe("a field of the Pod (AJ-76)", () => {
  it.each([
    "metadata.name",
    "metadata.labels['a/b']",
    "metadata.annotations['Mixed.Case/Key']",
    "spec.serviceAccountName",
    "status.podIPs"
  ])("may be %s", (fieldPath) => assert.deepStrictEqual(from(fieldPath), []))

  it("is one the API knows", () => {
    assert.deepStrictEqual(from("spec.nope"), [
      `${path}.valueFrom.fieldRef.fieldPath: Invalid value: "spec.nope": ` +
        "error converting fieldPath: field label not supported: spec.nope"
    ])
    assert.deepStrictEqual(from(""), [`${path}.valueFrom.fieldRef.fieldPath: Required value`])
    assert.deepStrictEqual(from(null), [`${path}.valueFrom.fieldRef.fieldPath: Required value`])
    assert.lengthOf(from("constructor"), 1)
  })

  it.each(["", "a/b/c", "/b", "A_/b", "-", "x".repeat(64)])("has no label %j", (key) =>
    assert.isNotEmpty(from(`metadata.labels['${key}']`))
  )
})
