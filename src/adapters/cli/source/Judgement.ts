/**
 * Whether a value is a scenario that can be played: everything that is wrong with it, and with the manifest it holds
 * or names, at once.
 */
import * as Result from "effect/Result"
import * as Admission from "../../../domain/command/Admission.ts"
import type * as FieldError from "../../../domain/manifest/FieldError.ts"
import * as Warnings from "../../../domain/manifest/Warnings.ts"
import * as Scenario from "../../../runtime/simulation/Scenario.ts"

/** Paths are those of the scenario, and of the manifest. */
export interface Faults {
  readonly scenario: ReadonlyArray<FieldError.FieldError>
  readonly manifest: ReadonlyArray<FieldError.FieldError>
}

/** A scenario that can be played, and what an API server would remark on its manifest. */
export interface Judged {
  readonly scenario: Scenario.Scenario
  readonly warnings: Warnings.Warnings
}

interface JudgedManifest {
  readonly errors: Faults["manifest"]
  readonly warnings: Warnings.Warnings
}

const judgeManifest = (manifest: unknown): JudgedManifest =>
  Result.match(Admission.dryRun(manifest), {
    onFailure: ({ errors }) => ({ errors, warnings: [] }),
    onSuccess: ({ metadata, spec }) => ({ errors: [], warnings: Warnings.ofCreation(metadata, spec) })
  })

const inManifest = /^manifest[.[]/

export const judge = (value: unknown, manifest: unknown): Result.Result<Judged, Faults> => {
  const decoded = Scenario.decode(value)
  const errors = Result.isFailure(decoded) ? decoded.failure.errors : []
  // What is no mapping is refused as such.
  const isJudged = typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)
  const judged: JudgedManifest = isJudged ? judgeManifest(manifest) : { errors: [], warnings: [] }
  const faults: Faults = {
    scenario: errors.filter(({ path }) => !(isJudged && inManifest.test(path))),
    manifest: judged.errors
  }
  if (faults.scenario.length > 0 || faults.manifest.length > 0) return Result.fail(faults)
  return Result.mapBoth(decoded, {
    onFailure: () => faults,
    onSuccess: (scenario) => ({ scenario, warnings: judged.warnings })
  })
}
