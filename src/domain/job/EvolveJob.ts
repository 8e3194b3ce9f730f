/**
 * `evolve` for the events of the Job itself.
 */
import * as Timestamp from "../data/Timestamp.ts"
import type * as Decision from "../event/Decision.ts"
import type * as Fact from "../event/Fact.ts"
import type { JobMetadata, PropagationPolicy } from "../manifest/JobSchema.ts"
import * as Condition from "./Condition.ts"
import * as Finalizers from "./Finalizers.ts"
import * as Indexes from "./Indexes.ts"
import * as Job from "./Job.ts"
import * as PodSet from "./PodSet.ts"
import * as SuccessIndexes from "./SuccessIndexes.ts"

type Metadata = NonNullable<Fact.JobSpecChanged["metadata"]>

export const jobCreated = (job: Job.Job, event: Fact.JobCreated): Job.Job => ({
  ...job,
  rules: event.rules,
  metadata: event.metadata,
  spec: event.spec,
  successIndexes: SuccessIndexes.of(event.spec),
  generation: 1,
  createdAt: Timestamp.cut(event.at),
  podSet:
    event.spec.completionMode === "Indexed"
      ? { ...job.podSet, indexes: Indexes.vacant(event.spec.completions ?? 0) }
      : job.podSet
})

/** Sums and indexes that depend on `completions` or on the policy; a finished Job's are settled. */
const recounted = (job: Job.Job, before: Job.Job): Job.Job => {
  const { completions, podReplacementPolicy } = job.spec
  if (Job.isFinished(job) || !Job.isIndexed(job)) return job
  if (completions === before.spec.completions && podReplacementPolicy === before.spec.podReplacementPolicy)
    return job
  return { ...job, podSet: PodSet.recounted(job.podSet, job.spec) }
}

/** A timer whose field changed is armed anew by the next sync (JC-37, CL-8). */
export const jobSpecChanged = (job: Job.Job, event: Fact.JobSpecChanged): Job.Job => {
  const isSame = (field: "activeDeadlineSeconds" | "ttlSecondsAfterFinished"): boolean =>
    job.spec[field] === event.spec[field]
  const due: Job.Due = {
    backoff: job.due.backoff,
    deadline: isSame("activeDeadlineSeconds") ? job.due.deadline : undefined,
    ttl: isSame("ttlSecondsAfterFinished") ? job.due.ttl : undefined
  }
  const { spec, generation } = event
  const metadata = event.metadata === undefined ? job.metadata : changedMetadata(job.metadata, event.metadata)
  return recounted({ ...job, metadata, spec, generation, due }, job)
}

const changedMetadata = (
  metadata: JobMetadata,
  { labels, annotations, finalizers = Finalizers.of(metadata) }: Metadata
): JobMetadata => Finalizers.set({ ...metadata, labels, annotations }, finalizers)

export const jobMetadataChanged = (job: Job.Job, event: Fact.JobMetadataChanged): Job.Job => ({
  ...job,
  metadata: changedMetadata(job.metadata, event)
})

/** CL-10. */
const deleting = (job: Job.Job, at: number, propagationPolicy: PropagationPolicy): Job.Job => ({
  ...job,
  metadata: Finalizers.set(job.metadata, Finalizers.forDeletion(job.metadata, propagationPolicy)),
  deletion: job.deletion ?? { at, isOrphaned: false }
})

export const jobDeletionRequested = (job: Job.Job, event: Fact.JobDeletionRequested): Job.Job =>
  deleting(job, event.at, event.propagationPolicy)

/** CL-6. */
export const jobExpired = (job: Job.Job, event: Decision.JobExpired): Job.Job =>
  deleting(job, event.at, "Foreground")

/** Who is orphaned stays so (CL-37). */
const orphaning = ({ deletion, metadata }: Job.Job): Job.Deletion | undefined =>
  deletion && Finalizers.has(metadata, "orphan") ? { ...deletion, isOrphaned: true } : deletion

export const jobFinalizerRemoved = (job: Job.Job, { finalizer }: Decision.JobFinalizerRemoved): Job.Job => ({
  ...job,
  deletion: orphaning(job),
  metadata: Finalizers.without(job.metadata, finalizer)
})

export const jobDeleted = (job: Job.Job, event: Decision.JobDeleted): Job.Job => ({
  ...job,
  deletion: orphaning(job),
  deletedAt: event.at,
  due: Job.initialState.due
})

export const jobStarted = (job: Job.Job, event: Decision.JobStarted): Job.Job => ({
  ...job,
  startTime: event.startTime
})

const withCondition = (job: Job.Job, condition: Condition.Condition): Job.Job => ({
  ...job,
  conditions: Condition.ensure(job.conditions, condition)
})

/** The clock stops: the deadline counts active time only (JC-131, JC-132). */
export const jobSuspended = (job: Job.Job, event: Decision.JobSuspended): Job.Job => ({
  ...withCondition(
    job,
    Condition.make("Suspended", "True", event.at, { reason: "JobSuspended", message: "Job suspended" })
  ),
  startTime: undefined,
  due: { ...job.due, deadline: undefined }
})

/** JC-134. */
export const jobResumed = (job: Job.Job, event: Decision.JobResumed): Job.Job => ({
  ...withCondition(
    job,
    Condition.make("Suspended", "False", event.at, { reason: "JobResumed", message: "Job resumed" })
  ),
  startTime: event.startTime
})

const settled = (job: Job.Job): Job.Job => ({
  ...job,
  due: { backoff: undefined, deadline: undefined, ttl: job.due.ttl }
})

export const failureTargetSet = (job: Job.Job, event: Decision.FailureTargetSet): Job.Job =>
  settled(withCondition(job, Condition.make("FailureTarget", "True", event.at, event)))

export const successCriteriaMet = (job: Job.Job, event: Decision.SuccessCriteriaMet): Job.Job =>
  settled(withCondition(job, Condition.make("SuccessCriteriaMet", "True", event.at, event)))

export const jobFailed = (job: Job.Job, event: Decision.JobFailed): Job.Job =>
  withCondition(job, Condition.make("Failed", "True", event.at, event))

/** JC-25: only a complete Job has a completion time. */
export const jobCompleted = (job: Job.Job, event: Decision.JobCompleted): Job.Job => ({
  ...withCondition(job, Condition.make("Complete", "True", event.at, event)),
  completionTime: Timestamp.cut(event.at)
})

export const backoffArmed = (
  job: Job.Job,
  { failures, lastFailureAt, due }: Decision.BackoffArmed
): Job.Job => ({
  ...job,
  failures: { count: failures, lastAt: lastFailureAt },
  due: { ...job.due, backoff: due }
})

export const indexBackoffArmed = (job: Job.Job, { due }: Decision.IndexBackoffArmed): Job.Job => ({
  ...job,
  due: { ...job.due, backoff: due }
})

export const deadlineArmed = (job: Job.Job, { due }: Decision.DeadlineArmed): Job.Job => ({
  ...job,
  due: { ...job.due, deadline: due }
})

export const ttlArmed = (job: Job.Job, { due }: Decision.TTLArmed): Job.Job => ({
  ...job,
  due: { ...job.due, ttl: due }
})

/** A timer rings once. */
export const rang = (job: Job.Job, timer: keyof Job.Due): Job.Job => ({
  ...job,
  due: { ...job.due, [timer]: undefined }
})
