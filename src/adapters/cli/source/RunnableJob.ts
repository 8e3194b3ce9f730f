/**
 * Whether a document is a Job that can be run here: what the API would refuse, and what this machine cannot do for it.
 */
import * as Result from "effect/Result"
import * as Admission from "../../../domain/command/Admission.ts"
import type { JobCreated } from "../../../domain/event/Fact.ts"
import * as Job from "../../../domain/job/Job.ts"
import * as FieldError from "../../../domain/manifest/FieldError.ts"
import * as FieldSupport from "../../../domain/manifest/FieldSupport.ts"
import * as JobManifest from "../../../domain/manifest/JobManifest.ts"
import * as Warnings from "../../../domain/manifest/Warnings.ts"
import * as ProcessSupport from "../../process/ProcessSupport.ts"
import type * as Document from "./Document.ts"
import * as Excerpt from "./Excerpt.ts"
import * as FieldErrors from "./FieldErrors.ts"
import * as FieldValidation from "./FieldValidation.ts"
import * as Location from "./Location.ts"
import type * as ManifestFiles from "./ManifestFiles.ts"

/** `manifest`: what is to be created; `notes`: what an API server would remark, and what has no effect here. */
export interface RunnableJob {
  readonly document: Document.Document
  readonly manifest: unknown
  readonly namespace: string
  readonly name: string
  readonly notes: ReadonlyArray<string>
}

const runnable = (
  { document, within }: ManifestFiles.Item,
  { manifest, warnings }: FieldValidation.Read,
  { metadata, spec }: JobCreated
): RunnableJob => ({
  document,
  manifest,
  namespace: metadata.namespace,
  name: metadata.name,
  notes: [
    ...FieldValidation.lines([...warnings, ...Warnings.ofCreation(metadata, spec)]),
    ...FieldSupport.remarks(ProcessSupport.declaration, manifest).map(
      ({ path, text }) => `${document.name}: ${Location.below(within, path)}: ${text}`
    )
  ].map(Excerpt.printable)
})

/** A Job that is left to another controller would wait here for ever (JC-50). */
export const managedElsewhere = (manifest: unknown): ReadonlyArray<FieldError.FieldError> => {
  const decoded = JobManifest.decode(manifest)
  const managedBy = Result.isSuccess(decoded) ? decoded.success.spec?.managedBy : undefined
  return managedBy === undefined || managedBy === Job.ownManager
    ? []
    : [FieldError.forbidden("spec.managedBy", `the Job is left to ${managedBy}, which does not run here`)]
}

const refusals = FieldSupport.refusals(ProcessSupport.declaration)

/** Judges an object of a document by what was read of it. */
export const judge = (
  item: ManifestFiles.Item,
  read: FieldValidation.Read
): Result.Result<RunnableJob, Document.Complaints> => {
  const { manifest } = read
  const admitted = Admission.dryRun(manifest, refusals)
  const errors = [
    ...(Result.isFailure(admitted) ? admitted.failure.errors : []),
    ...managedElsewhere(manifest)
  ]
  return errors.length > 0
    ? Result.fail(FieldErrors.complaints(item.document, item.within, errors))
    : Result.map(
        Result.mapError(admitted, () => []),
        (fact) => runnable(item, read, fact)
      )
}
