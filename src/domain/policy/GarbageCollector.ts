/**
 * What becomes of a Job that is deleted, and of its Pods (CL-35 to CL-43, TR-20).
 *
 * The collector acts when the Job's own controller has nothing left to say about the deletion (design of batches,
 * promise P2): first sync, then Pods asked to terminate, then sync.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as PodDeletion from "./PodDeletion.ts"

/** Background and Orphan: the Job object is gone at once. */
export const removeJobAtOnce = (job: Job.Job, at: number): ReadonlyArray<Decision> =>
  Job.exists(job) && job.deletion !== undefined && job.deletion.propagationPolicy !== "Foreground"
    ? [{ _tag: "JobDeleted", at }]
    : []

const removePods = (job: Job.Job, at: number): ReadonlyArray<Decision> => [
  ...(job.tally.active === 0
    ? []
    : PodDeletion.request(job, PodDeletion.activePods(job), "GarbageCollector", at)),
  ...(IntervalSet.isEmpty(job.finished)
    ? []
    : [{ _tag: "FinishedPodsDeleted", at, ordinals: IntervalSet.intervals(job.finished) } as const])
]

/** Foreground: the Job goes when the last of its Pods is gone (CL-36). */
export const collect = (job: Job.Job, at: number): ReadonlyArray<Decision> => {
  if (job.deletion === undefined || job.deletion.propagationPolicy === "Orphan") return []
  const removals = removePods(job, at)
  if (removals.length > 0) return removals
  return Job.exists(job) && OrdinalMap.isEmpty(job.pods) ? [{ _tag: "JobDeleted", at }] : []
}
