import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Admission from "../../src/domain/command/Admission.ts"
import * as FieldError from "../../src/domain/manifest/FieldError.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as History from "../../src/testing/History.ts"
import * as ManifestArbitrary from "../../src/testing/ManifestArbitrary.ts"
import * as NearlyValidArbitrary from "../../src/testing/NearlyValidArbitrary.ts"

const roots = new Set(["apiVersion", "kind", "metadata", "spec", "status"])

/** Below a member of a Job, or one that was written; all of it where it is no object. */
const namesAPlace = (manifest: unknown, path: string): boolean => {
  const [root = ""] = path.split(/[.[]/)
  return path === "" || roots.has(root) || (Predicate.isObject(manifest) && Object.hasOwn(manifest, root))
}

describe("a valid manifest", () => {
  it("is admitted, and admitted as it was when it is written out", () =>
    fc.assert(
      fc.property(ManifestArbitrary.manifest, (manifest) => {
        const admitted = Admission.dryRun(manifest)
        assert.isTrue(Result.isSuccess(admitted))
        assert.deepStrictEqual(Admission.dryRun(JSON.parse(JSON.stringify(manifest))), admitted)
      })
    ))
})

describe("a manifest that is nearly valid", () => {
  it("is admitted, or refused with the place and the reason of everything that is wrong (AJ-1)", () =>
    fc.assert(
      fc.property(NearlyValidArbitrary.manifest, ({ manifest }) => {
        const admitted = Admission.dryRun(manifest)
        if (Result.isSuccess(admitted)) return
        const { errors } = admitted.failure
        assert.isNotEmpty(errors)
        for (const error of errors) {
          assert.isTrue(namesAPlace(manifest, error.path), error.path)
          const line = FieldError.render(error)
          assert.include(line, error.path)
          assert.match(line, /: \S/)
        }
      })
    ))

  it("changes nothing of the program that reads it", () =>
    fc.assert(
      fc.property(NearlyValidArbitrary.manifest, ({ manifest }) => {
        Admission.dryRun(manifest)
        assert.isFalse("polluted" in {})
      })
    ))

  it("makes a history that breaks no law, where it is admitted", () =>
    fc.assert(
      fc.property(NearlyValidArbitrary.manifest, ({ manifest }) => {
        const played = Result.flatMap(Scenario.decode({ manifest, until: "100s" }), History.play)
        if (Result.isSuccess(played)) assert.deepStrictEqual(History.violations(played.success), [])
      })
    ))
})
