import { assert, describe, it } from "vitest"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as FieldSupport from "../../../src/domain/manifest/FieldSupport.ts"

const declaration: FieldSupport.Declaration = [
  ["spec.name", FieldSupport.honoured],
  ["spec.items[*].program", FieldSupport.needed("nobody else says it")],
  ["spec.items[*].mounts[*]", FieldSupport.refused("nothing is mounted")],
  ["spec.limits", FieldSupport.refused("there are none")],
  ...FieldSupport.each("spec.items[*]", ["image", "policy"], FieldSupport.withoutEffect("nothing is pulled"))
]

const refusals = (manifest: unknown) => FieldSupport.refusals(declaration)(manifest).map(FieldError.render)
const remarks = (manifest: unknown) => FieldSupport.remarks(declaration, manifest).map(({ path }) => path)

describe("a manifest is refused", () => {
  it("for each place of a field that is", () =>
    assert.deepStrictEqual(
      refusals({ spec: { limits: 3, items: [{ program: "a", mounts: [1, 2] }, { program: "b" }] } }),
      [
        "spec.items[0].mounts[0]: Forbidden: nothing is mounted",
        "spec.items[0].mounts[1]: Forbidden: nothing is mounted",
        "spec.limits: Forbidden: there are none"
      ]
    ))

  it("for each place where a field that is needed is missing", () =>
    assert.deepStrictEqual(refusals({ spec: { items: [{}, { program: "b" }, { program: [] }] } }), [
      "spec.items[0].program: Required value: nobody else says it",
      "spec.items[2].program: Required value: nobody else says it"
    ]))

  it.each([undefined, null, {}, [], "", false])("for nothing that is as good as absent: %j", (limits) =>
    assert.isEmpty(refusals({ spec: { limits } }))
  )

  it.each([{}, { spec: 1 }, { spec: { items: {} } }, undefined])(
    "for nothing where the parts are not there or are something else: %j",
    (manifest) => assert.isEmpty([...refusals(manifest), ...remarks(manifest)])
  )
})

it("a field without effect is told once, wherever it is set", () =>
  assert.deepStrictEqual(
    remarks({ spec: { name: "a", items: [{ image: "a" }, { image: "b", policy: null }] } }),
    ["spec.items[*].image"]
  ))
