/**
 * Commands: what a user asks for, admitted as a fact or refused with a reason, as an API server would.
 */
import * as Result from "effect/Result"
import type * as Fact from "../event/Fact.ts"
import * as Finalizers from "../job/Finalizers.ts"
import * as Job from "../job/Job.ts"
import * as Defaults from "../manifest/Defaults.ts"
import * as FieldError from "../manifest/FieldError.ts"
import * as FieldSupport from "../manifest/FieldSupport.ts"
import * as Generation from "../manifest/Generation.ts"
import * as JobManifest from "../manifest/JobManifest.ts"
import type { PropagationPolicy } from "../manifest/JobSchema.ts"
import * as MetadataValidation from "../manifest/MetadataValidation.ts"
import * as RefusedFields from "../manifest/RefusedFields.ts"
import * as UnknownFields from "../manifest/UnknownFields.ts"
import * as Validation from "../manifest/Validation.ts"

/** The newest amendment (promise P6); Jobs created now are decided by it. */
export const rules = 1

/** `uid` and `generatedSuffix`, the end of a name made from `generateName`, are drawn outside (promise P4). */
export interface CreateJob {
  readonly _tag: "CreateJob"
  readonly at: number
  readonly uid: string
  readonly generatedSuffix: string
  readonly manifest: unknown
}

/** Without a policy a finalizer of the object says it (CL-11), or the Pods are orphaned, as by the bare API (CL-20). */
export interface DeleteJob {
  readonly _tag: "DeleteJob"
  readonly at: number
  readonly propagationPolicy: PropagationPolicy | undefined
}

export interface DeletePod {
  readonly _tag: "DeletePod"
  readonly at: number
  readonly ordinal: number
}

/** The object is not valid: every error, in the API's order (AJ-4). */
export interface InvalidJob {
  readonly _tag: "InvalidJob"
  readonly errors: ReadonlyArray<FieldError.FieldError>
}

export interface JobNotFound {
  readonly _tag: "JobNotFound"
  readonly name: string
}

export interface PodNotFound {
  readonly _tag: "PodNotFound"
}

export type Rejection = InvalidJob | JobNotFound | PodNotFound

export const invalid = (errors: ReadonlyArray<FieldError.FieldError>): InvalidJob => ({
  _tag: "InvalidJob",
  errors
})

const nameOf = ({ metadata }: JobManifest.JobManifest, generatedSuffix: string): string => {
  const { name = "", generateName = "" } = metadata ?? {}
  return name !== "" || generateName === "" ? name : generateName.slice(0, 58) + generatedSuffix
}

/** What a store says to an object that comes out of one. */
const notNew = ({ metadata }: JobManifest.JobManifest): InvalidJob["errors"] =>
  ["", "0"].includes(metadata?.resourceVersion ?? "")
    ? []
    : [FieldError.forbidden("metadata.resourceVersion", "should not be set on objects to be created")]

/**
 * Admits a new Job: decoded, defaulted, completed with what is generated, validated (AJ-60). `refusals` are those of
 * the runtime that is to run it.
 */
export const createJob = (
  command: CreateJob,
  refusals: FieldSupport.Refusals = FieldSupport.refusals(FieldSupport.everything)
): Result.Result<Fact.JobCreated, InvalidJob> =>
  Result.flatMap(Result.mapError(JobManifest.decode(command.manifest), invalid), (manifest) => {
    const { at, uid } = command
    const metadata = Defaults.metadataOf(manifest, { name: nameOf(manifest, command.generatedSuffix), uid })
    const spec = Generation.generated(metadata, Defaults.specOf(manifest))
    const errors = [
      ...MetadataValidation.errors({
        ...manifest.metadata,
        name: metadata.name,
        namespace: metadata.namespace
      }),
      ...Validation.job(metadata, spec)
    ]
    const faults = [
      ...(errors.length > 0 ? errors : [...notNew(manifest), ...RefusedFields.refusals(manifest)]),
      ...refusals(manifest)
    ]
    return faults.length > 0
      ? Result.fail(invalid(faults))
      : Result.succeed({ _tag: "JobCreated", at, rules, metadata, spec: Generation.brief(metadata, spec) })
  })

/**
 * What `createJob` would say, and what it would say next: fields that nobody knows do not hide what else is wrong. It
 * depends on the manifest alone: any instant and any identity will do.
 */
export const dryRun = (
  manifest: unknown,
  refusals: FieldSupport.Refusals = FieldSupport.refusals(FieldSupport.everything)
): Result.Result<Fact.JobCreated, InvalidJob> => {
  const create = (written: unknown) =>
    createJob({ _tag: "CreateJob", at: 0, uid: "0", generatedSuffix: "00000", manifest: written }, refusals)
  const created = create(manifest)
  if (Result.isSuccess(created)) return created
  const { errors } = created.failure
  const known = UnknownFields.drop(manifest)
  const next = known.unknown.length === 0 ? created : create(known.manifest)
  const isNew = ({ path }: FieldError.FieldError) => !errors.some((error) => error.path === path)
  return Result.isFailure(next)
    ? Result.fail(invalid([...errors, ...next.failure.errors.filter(isNew)]))
    : created
}

export const notFound = (job: Job.Job): Result.Result<never, JobNotFound> =>
  Result.fail({ _tag: "JobNotFound", name: job.metadata.name })

export const deleteJob = (
  job: Job.Job,
  { at, propagationPolicy }: DeleteJob
): Result.Result<Fact.JobDeletionRequested, JobNotFound> =>
  Job.exists(job)
    ? Result.succeed({
        _tag: "JobDeletionRequested",
        at,
        propagationPolicy: propagationPolicy ?? Finalizers.policyOf(job.metadata) ?? "Orphan"
      })
    : notFound(job)

export const deletePod = (
  job: Job.Job,
  { at, ordinal }: DeletePod
): Result.Result<Fact.PodDeletionRequestedByUser, PodNotFound> =>
  Job.canBeDeleted(job, ordinal)
    ? Result.succeed({ _tag: "PodDeletionRequestedByUser", at, ordinal })
    : Result.fail({ _tag: "PodNotFound" })

/** The API's words for a refusal (TR-26). */
export const describe = (rejection: Rejection): ReadonlyArray<string> => {
  if (rejection._tag === "InvalidJob") return rejection.errors.map(FieldError.render)
  return rejection._tag === "JobNotFound" ? [`jobs.batch "${rejection.name}" not found`] : ["no such Pod"]
}
