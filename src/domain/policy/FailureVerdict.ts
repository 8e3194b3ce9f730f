/**
 * The verdict that a Job has failed: the first reason that holds, in upstream's order (JC-57).
 *
 * `FailureTarget` stands before any Pod is let go of (JC-30).
 */
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as ActiveDeadline from "./ActiveDeadline.ts"
import * as BackoffLimit from "./BackoffLimit.ts"
import * as FailedIndexes from "./FailedIndexes.ts"
import * as PodDeletion from "./PodDeletion.ts"
import * as PodFailurePolicy from "./PodFailurePolicy.ts"

interface Reason {
  readonly reason: string
  readonly message: string
}

/** JC-57, items 3 to 6. */
const failing = (job: Job.Job, at: number): Reason | undefined =>
  PodFailurePolicy.failsJob(job) ??
  (BackoffLimit.isExceeded(job) ? BackoffLimit.reason : undefined) ??
  (ActiveDeadline.isExceeded(job, at) ? ActiveDeadline.reason : undefined) ??
  FailedIndexes.reason(job)

export const reach = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (!Job.isReconciled(job) || Job.verdict(job) !== undefined) return undefined
  const reason = failing(job, at)
  return reason === undefined
    ? undefined
    : [...PodDeletion.stopActive(job, at), { _tag: "FailureTargetSet", at, ...reason }]
}
