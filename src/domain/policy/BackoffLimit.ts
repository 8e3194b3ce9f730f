/**
 * `backoffLimit`: how many failures, or restarts in place, a Job survives (JC-104, JC-105).
 */
import type { Job } from "../job/Job.ts"
import * as PodReplacement from "./PodReplacement.ts"

/** Failures, those of this step included (JC-54). It only grows: a success does not reset it. */
const failures = (job: Job): number => job.failed + PodReplacement.uncountedFailures(job)

/** JC-105: restarts of Pods that have not ended; the limit 0 still allows a first run. */
const hasTooManyRestarts = (job: Job): boolean => {
  if (job.spec.template.spec.restartPolicy !== "OnFailure") return false
  const { backoffLimit } = job.spec
  return backoffLimit === 0 ? job.podSet.tally.restarts > 0 : job.podSet.tally.restarts >= backoffLimit
}

export const isExceeded = (job: Job): boolean =>
  failures(job) > job.spec.backoffLimit || hasTooManyRestarts(job)

export const reason = {
  reason: "BackoffLimitExceeded",
  message: "Job has reached the specified backoff limit"
}
