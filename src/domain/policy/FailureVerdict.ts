/**
 * The verdict that a Job has failed: the first reason that holds, in upstream's order (JC-57).
 *
 * With a verdict, whichever it is, all active Pods are asked to terminate while they are still tracked (JC-59), and
 * `FailureTarget` stands before any of them is let go of (JC-30).
 */
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as ActiveDeadline from "./ActiveDeadline.ts"
import * as BackoffLimit from "./BackoffLimit.ts"
import * as PodDeletion from "./PodDeletion.ts"

interface Reason {
  readonly reason: string
  readonly message: string
}

/** The place of later policies: pod failure policy first, limits per index last (JC-57, items 3 and 6). */
const failing = (job: Job.Job, at: number): Reason | undefined => {
  if (BackoffLimit.isExceeded(job)) return BackoffLimit.reason
  return ActiveDeadline.isExceeded(job, at) ? ActiveDeadline.reason : undefined
}

const stopActivePods = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined =>
  job.podSet.tally.active === 0
    ? undefined
    : PodDeletion.request(job, PodDeletion.activePods(job), "JobController", at)

export const reach = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (!Job.isReconciled(job)) return undefined
  if (Job.verdict(job) !== undefined) return stopActivePods(job, at)
  const reason = failing(job, at)
  if (reason === undefined) return undefined
  return [...(stopActivePods(job, at) ?? []), { _tag: "FailureTargetSet", at, ...reason }]
}
