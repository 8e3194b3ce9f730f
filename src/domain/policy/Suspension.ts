/**
 * `suspend`: a suspended Job has no Pods, and its clock stands still (JC-70, JC-131 to JC-135).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { Decision } from "../event/Decision.ts"
import * as Condition from "../job/Condition.ts"
import * as Job from "../job/Job.ts"
import * as PodDeletion from "./PodDeletion.ts"

/** All active Pods go, and none of them counts as failed. */
export const stopPods = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined =>
  Job.isManaged(job) && job.spec.suspend && job.podSet.tally.active > 0
    ? PodDeletion.releaseAndRequest(job, PodDeletion.activePods(job), at)
    : undefined

/** The condition follows the spec; a Job that never was suspended has none (JC-28). */
export const report = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  const isSuspended = Condition.isTrue(job.conditions, "Suspended")
  if (!Job.isManaged(job) || job.spec.suspend === isSuspended) return undefined
  return job.spec.suspend
    ? [{ _tag: "JobSuspended", at }]
    : [{ _tag: "JobResumed", at, startTime: Timestamp.cut(at) }]
}
