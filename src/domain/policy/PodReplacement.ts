/**
 * `podReplacementPolicy`: when a terminating Pod counts as failed and makes room for its replacement (JC-10, JC-78).
 */
import type { Job } from "../job/Job.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import type * as Pod from "../pod/Pod.ts"

type Policy = Pick<JobSpec, "podReplacementPolicy">

const replacesEarly = ({ podReplacementPolicy }: Policy): boolean =>
  podReplacementPolicy === "TerminatingOrFailed"

/** JC-10: under TerminatingOrFailed a Pod asked to terminate has failed, whatever becomes of it. */
export const hasFailed = (spec: Policy, pod: Pod.Pod): boolean =>
  pod.phase === "Failed" || (replacesEarly(spec) && pod.deletionAt !== undefined && pod.phase !== "Succeeded")

/** Pods count as failed, and are to be counted, that have not ended yet. */
export const hasEarlyFailures = ({ spec, podSet: { tally, retained } }: Job): boolean =>
  replacesEarly(spec) && tally.terminatingTracked > retained.terminating

/** Failed Pods that are going to be counted (JC-13). */
export const uncountedFailures = (job: Job): number =>
  job.podSet.tally.uncountedFailed + (replacesEarly(job.spec) ? job.podSet.tally.terminatingCountable : 0)

/** JC-78: under Failed a terminating Pod blocks its replacement. */
export const blocked = (job: Job): number => (replacesEarly(job.spec) ? 0 : job.podSet.tally.terminating)
