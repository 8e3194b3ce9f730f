/**
 * What becomes of a Job that is deleted, and of its Pods (CL-35 to CL-43, TR-20).
 *
 * The collector acts when the Job's own controller has nothing left to say about the deletion (promise P2): first
 * sync, then the collector, then sync. Its step is one: Pods that can go at once go with it, and so does a Job that
 * waits for its Pods, with the last of them.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as Kubelet from "../pod/Kubelet.ts"
import type * as Pod from "../pod/Pod.ts"
import * as PodDeletion from "./PodDeletion.ts"

/** Background: the Job object is gone before anybody looks at it again (CL-35). */
export const removeJobAtOnce = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined =>
  Job.exists(job) && job.deletion?.propagationPolicy === "Background"
    ? [{ _tag: "JobDeleted", at }]
    : undefined

/** Asked to terminate, the Pod is gone in the same instant. */
const goesAtOnce = (job: Job.Job, pod: Pod.Pod, at: number): boolean =>
  Kubelet.next({ ...pod, deletionAt: at }, job.spec.template)?._tag === "PodDeleted"

const finishedPods = (job: Job.Job, at: number): ReadonlyArray<Decision> =>
  IntervalSet.isEmpty(job.podSet.finished)
    ? []
    : [{ _tag: "FinishedPodsDeleted", at, ordinals: IntervalSet.intervals(job.podSet.finished) }]

export const collect = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (job.deletion === undefined) return undefined
  const said = taken(job, job.deletion, at)
  return said.length === 0 ? undefined : said
}

const taken = (job: Job.Job, deletion: Job.Deletion, at: number): ReadonlyArray<Decision> => {
  const removal: ReadonlyArray<Decision> = Job.exists(job) ? [{ _tag: "JobDeleted", at }] : []
  if (deletion.propagationPolicy === "Orphan") return removal
  const active = job.podSet.tally.active === 0 ? [] : PodDeletion.activePods(job)
  const gone = active.filter((pod) => goesAtOnce(job, pod, at))
  return [
    ...PodDeletion.request(job, active, "GarbageCollector", at),
    ...gone.map(({ ordinal }): Decision => ({ _tag: "PodDeleted", at, ordinal })),
    ...finishedPods(job, at),
    ...(job.podSet.pods.size === gone.length ? removal : [])
  ]
}
