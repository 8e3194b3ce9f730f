/**
 * Whether a document is a Job that can be checked: everything the API would refuse, with its place.
 */
import * as Result from "effect/Result"
import * as Admission from "../../../domain/command/Admission.ts"
import type { JobCreated } from "../../../domain/event/Fact.ts"
import * as Warnings from "../../../domain/manifest/Warnings.ts"
import type * as Document from "./Document.ts"
import * as FieldErrors from "./FieldErrors.ts"
import * as FieldValidation from "./FieldValidation.ts"
import type * as ManifestFiles from "./ManifestFiles.ts"
import * as RunnableJob from "./RunnableJob.ts"

/** `notes`: what an API server would remark. */
export interface CheckedJob {
  readonly created: JobCreated
  readonly notes: ReadonlyArray<string>
}

export const judge = (
  item: ManifestFiles.Item,
  mode: FieldValidation.Mode
): Result.Result<CheckedJob, Document.Complaints> => {
  const { manifest, warnings } = FieldValidation.read(mode, item.value)
  const admitted = Admission.dryRun(manifest)
  const errors = [
    ...(Result.isFailure(admitted) ? admitted.failure.errors : []),
    ...RunnableJob.managedElsewhere(manifest)
  ]
  return errors.length > 0
    ? Result.fail(FieldErrors.complaints(item.document, item.within, errors))
    : Result.mapBoth(admitted, {
        onFailure: () => [],
        onSuccess: (created) => ({
          created,
          notes: FieldValidation.lines([...warnings, ...Warnings.ofCreation(created.metadata, created.spec)])
        })
      })
}
