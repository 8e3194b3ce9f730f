/**
 * `podReplacementPolicy`: when a terminating Pod counts as failed and makes room for its replacement (JC-10, JC-78).
 */
import type { Job } from "../job/Job.ts"
import type * as Pod from "../pod/Pod.ts"

const replacesEarly = (job: Job): boolean => job.spec.podReplacementPolicy === "TerminatingOrFailed"

/** JC-10: under TerminatingOrFailed a Pod asked to terminate has failed, whatever becomes of it. */
export const hasFailed = (job: Job, pod: Pod.Pod): boolean =>
  pod.phase === "Failed" || (replacesEarly(job) && pod.deletionAt !== undefined && pod.phase !== "Succeeded")

/** Pods count as failed that have not ended yet. */
export const hasEarlyFailures = (job: Job): boolean =>
  replacesEarly(job) && job.podSet.tally.terminatingTracked > 0

/** Failed Pods that are going to be counted (JC-13). */
export const uncountedFailures = (job: Job): number =>
  job.podSet.tally.uncountedFailed + (replacesEarly(job) ? job.podSet.tally.terminatingCountable : 0)

/** JC-78: under Failed a terminating Pod blocks its replacement. */
export const blocked = (job: Job): number => (replacesEarly(job) ? 0 : job.podSet.tally.terminating)
