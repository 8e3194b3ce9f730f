/**
 * Asking Pods to terminate, and letting go of them first where they are not to be counted (JC-59, JC-70, JC-75).
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Decision, PodDeletionRequested } from "../event/Decision.ts"
import type { Job } from "../job/Job.ts"
import * as GracePeriod from "../pod/GracePeriod.ts"
import * as Pod from "../pod/Pod.ts"

export const activePods = (job: Job): ReadonlyArray<Pod.Pod> =>
  OrdinalMap.filter(job.podSet.pods, Pod.isActive)

/** The Pods keep being tracked: what becomes of them is still counted. */
export const request = (
  job: Job,
  pods: ReadonlyArray<Pod.Pod>,
  by: PodDeletionRequested["by"],
  at: number
): ReadonlyArray<Decision> =>
  pods.map(({ ordinal }) => ({
    _tag: "PodDeletionRequested",
    at,
    ordinal,
    by,
    graceSeconds: GracePeriod.seconds(job.spec.template)
  }))

/**
 * With a verdict, whichever it is, all active Pods are asked to terminate while they are still tracked (JC-59).
 */
export const stopActive = (job: Job, at: number): ReadonlyArray<Decision> =>
  job.podSet.tally.active === 0 ? [] : request(job, activePods(job), "JobController", at)

/** Released first, so that whatever the Pods do while they terminate is not counted (JC-77). */
export const releaseAndRequest = (
  job: Job,
  pods: ReadonlyArray<Pod.Pod>,
  at: number
): ReadonlyArray<Decision> => [
  ...pods
    .filter(({ tracked }) => tracked)
    .map(({ ordinal }): Decision => ({ _tag: "PodReleased", at, ordinal, countedAs: "Nothing" })),
  ...request(job, pods, "JobController", at)
]
