/**
 * Whether a value is a scenario that can be played: everything that is wrong with it, and with the manifest it holds
 * or names, at once.
 */
import * as Result from "effect/Result"
import * as Admission from "../../../domain/command/Admission.ts"
import type * as FieldError from "../../../domain/manifest/FieldError.ts"
import * as Scenario from "../../../runtime/simulation/Scenario.ts"

/** Paths are those of the scenario, and of the manifest. */
export interface Faults {
  readonly scenario: ReadonlyArray<FieldError.FieldError>
  readonly manifest: ReadonlyArray<FieldError.FieldError>
}

const manifestErrors = (manifest: unknown): Faults["manifest"] =>
  Result.match(
    // Whether a Job is admitted depends on its manifest alone: any instant and any identity will do.
    Admission.createJob({ _tag: "CreateJob", at: 0, uid: "0", generatedSuffix: "00000", manifest }),
    { onFailure: ({ errors }) => errors, onSuccess: () => [] }
  )

const inManifest = /^manifest[.[]/

export const judge = (value: unknown, manifest: unknown): Result.Result<Scenario.Scenario, Faults> => {
  const decoded = Scenario.decode(value)
  const errors = Result.isFailure(decoded) ? decoded.failure.errors : []
  // What is no mapping is refused as such.
  const isJudged = typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)
  const faults: Faults = {
    scenario: errors.filter(({ path }) => !(isJudged && inManifest.test(path))),
    manifest: isJudged ? manifestErrors(manifest) : []
  }
  if (faults.scenario.length > 0 || faults.manifest.length > 0) return Result.fail(faults)
  return Result.mapError(decoded, () => faults)
}
