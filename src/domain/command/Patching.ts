/**
 * Changes of a Job, admitted as a fact or refused with a reason, as an API server would (AJ-85 to AJ-96).
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as Result from "effect/Result"
import * as Struct from "effect/Struct"
import * as Members from "../data/Members.ts"
import { same } from "../data/Sameness.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type * as Fact from "../event/Fact.ts"
import * as Condition from "../job/Condition.ts"
import * as Finalizers from "../job/Finalizers.ts"
import * as Job from "../job/Job.ts"
import * as Defaults from "../manifest/Defaults.ts"
import * as FieldSupport from "../manifest/FieldSupport.ts"
import * as Generation from "../manifest/Generation.ts"
import * as JobManifest from "../manifest/JobManifest.ts"
import type { JobMetadata, JobSpec } from "../manifest/JobSchema.ts"
import * as JobUpdate from "../manifest/JobUpdate.ts"
import * as MergePatch from "../manifest/MergePatch.ts"
import * as RefusedFields from "../manifest/RefusedFields.ts"
import * as Admission from "./Admission.ts"

/** `patch` is a JSON merge patch of the Job as the API shows it. */
export interface PatchJob {
  readonly _tag: "PatchJob"
  readonly at: number
  readonly patch: unknown
}

/** The Job as the API has it, as far as a patch may want to change it. */
const version = ({ metadata, spec, deletion }: Job.Job): JobUpdate.Version => ({
  metadata: Members.present({
    name: metadata.name,
    namespace: metadata.namespace,
    uid: metadata.uid,
    labels: Generation.jobLabels(metadata, spec),
    annotations: metadata.annotations,
    finalizers: metadata.finalizers,
    deletionTimestamp: deletion && Timestamp.format(deletion.at)
  }),
  spec: Generation.whole(metadata, spec)
})

/** The template of a Job that is suspended, and none of whose Pods runs, may change in part (AJ-92). */
const isOpen = (job: Job.Job): boolean =>
  job.spec.suspend &&
  job.podSet.tally.active === 0 &&
  (job.startTime === undefined || Condition.isTrue(job.conditions, "Suspended"))

/** An object as it is written, some of whose members are looked at. */
type Written<K extends string = "metadata" | "spec"> = Readonly<Record<string, unknown>> & {
  readonly [Name in K]?: unknown
}

const left = <A>(own: A, written: unknown): A | undefined => (written === own ? own : undefined)

/** Parts that the patch leaves alone are those the Job has. */
const keptOf = (spec: JobSpec, written: Written<keyof Defaults.Parts>): Defaults.Parts =>
  Members.present({
    selector: left(spec.selector, written.selector),
    podFailurePolicy: left(spec.podFailurePolicy, written.podFailurePolicy),
    successPolicy: left(spec.successPolicy, written.successPolicy),
    template: left(spec.template, written.template)
  })

/** What is written, without what is as it was: that need not be read again. */
const changesOf = (before: JobUpdate.Version, written: Written, kept: Defaults.Parts): Written => {
  const others: Written = Record.filter(
    written,
    (value) => value !== before.metadata && value !== before.spec
  )
  return Predicate.isObject(others.spec)
    ? { ...others, spec: Record.filter(others.spec, (_, name) => !Object.hasOwn(kept, name)) }
    : others
}

/** What a server sets itself is left as it is, whatever the patch says (AJ-86). */
const metadataAfter = (
  before: JobUpdate.Version,
  { uid = "", ...written }: NonNullable<JobManifest.JobManifest["metadata"]>
): JobUpdate.Version["metadata"] => {
  const { creationTimestamp: _, deletionTimestamp: _1, deletionGracePeriodSeconds: _2, ...own } = written
  const ofServer = Struct.pick(before.metadata, ["deletionTimestamp"])
  return { ...own, uid: uid === "" ? (before.metadata.uid ?? "") : uid, ...ofServer }
}

/** The Job after a change that was written and read. */
const versionAfter = (
  before: JobUpdate.Version,
  written: Written,
  manifest: JobManifest.JobManifest,
  kept: Defaults.Parts
): JobUpdate.Version => ({
  metadata:
    written.metadata === before.metadata ? before.metadata : metadataAfter(before, manifest.metadata ?? {}),
  spec: written.spec === before.spec ? before.spec : Defaults.specOf(manifest, kept)
})

type Metadata = Pick<JobMetadata, "labels" | "annotations">

/** Labels that are those of the template are no labels of the Job's own (AJ-27). */
const metadataOf = ({ metadata, spec }: JobUpdate.Version): Metadata => {
  const { labels = {}, annotations = {} } = metadata
  return { labels: same(labels, spec.template.metadata?.labels ?? {}) ? {} : labels, annotations }
}

/** A spec that says the same is the same (AJ-86). */
const specOf = (job: Job.Job, before: JobUpdate.Version, after: JobUpdate.Version): JobSpec => {
  if (before.spec === after.spec) return job.spec
  const spec = Generation.brief(job.metadata, after.spec)
  return JobUpdate.isSameSpec(job.spec, spec) ? job.spec : spec
}

/** Told where they differ. */
const finalizersOf = ({ metadata }: Job.Job, after: JobUpdate.Version) => {
  const finalizers = after.metadata.finalizers ?? []
  return same(Finalizers.of(metadata), finalizers) ? {} : { finalizers }
}

const changed = (
  job: Job.Job,
  at: number,
  before: JobUpdate.Version,
  after: JobUpdate.Version
): Fact.JobSpecChanged | Fact.JobMetadataChanged => {
  const metadata = { ...metadataOf(after), ...finalizersOf(job, after) }
  const spec = specOf(job, before, after)
  const isOfMetadata = !same(metadata, Struct.pick(job.metadata, ["labels", "annotations"]))
  if (isOfMetadata && spec === job.spec) return { _tag: "JobMetadataChanged", at, ...metadata }
  const generation = job.generation + 1
  return { _tag: "JobSpecChanged", at, generation, spec, ...(isOfMetadata ? { metadata } : {}) }
}

/** What is wrong with a template does not stand in the way of those who change something else. */
const refused = (
  refusals: FieldSupport.Refusals,
  before: JobUpdate.Version,
  after: JobUpdate.Version
): Admission.InvalidJob["errors"] => (same(before.spec.template, after.spec.template) ? [] : refusals(after))

/**
 * Admits a change of the spec, of labels and of annotations. A patch that changes nothing is a fact that says nothing
 * new. `refusals` are those of the runtime of the Job.
 */
export const patchJob = (
  job: Job.Job,
  { at, patch }: PatchJob,
  refusals: FieldSupport.Refusals = FieldSupport.refusals(FieldSupport.everything)
): Result.Result<Fact.JobSpecChanged | Fact.JobMetadataChanged, Admission.Rejection> => {
  if (!Job.exists(job)) return Admission.notFound(job)
  const before = version(job)
  const written = MergePatch.apply({ apiVersion: "batch/v1", kind: "Job", ...before }, patch)
  const members: Written = Predicate.isObject(written) ? written : {}
  const kept = Predicate.isObject(members.spec) ? keptOf(before.spec, members.spec) : {}
  const read = written === members ? changesOf(before, members, kept) : written
  return Result.flatMap(Result.mapError(JobManifest.decode(read), Admission.invalid), (manifest) => {
    const after = versionAfter(before, members, manifest, kept)
    const open = { schedulingDirectives: isOpen(job), podResources: isOpen(job) }
    const errors = JobUpdate.errors(before, after, open)
    const faults = [
      ...(errors.length > 0 ? errors : RefusedFields.refusals(manifest)),
      ...refused(refusals, before, after)
    ]
    return faults.length > 0
      ? Result.fail(Admission.invalid(faults))
      : Result.succeed(changed(job, at, before, after))
  })
}
