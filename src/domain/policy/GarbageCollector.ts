/**
 * What becomes of a Job that is deleted, and of its Pods (CL-35 to CL-43, TR-20).
 *
 * The collector acts when the Job's own controller has nothing left to say about the deletion (promise P2): first
 * sync, then the collector, then sync. Its step is one: Pods that can go at once go with it, and so does a Job that
 * waits for its Pods, with the last of them.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import * as Finalizers from "../job/Finalizers.ts"
import * as Job from "../job/Job.ts"
import * as Kubelet from "../pod/Kubelet.ts"
import type * as Pod from "../pod/Pod.ts"
import * as PodDeletion from "./PodDeletion.ts"

/** Nothing keeps it: the Job object is gone before anybody looks at it again (CL-12, CL-35). */
export const removeJobAtOnce = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined =>
  Job.exists(job) && job.deletion !== undefined && Finalizers.of(job.metadata).length === 0
    ? [{ _tag: "JobDeleted", at }]
    : undefined

/** Asked to terminate, the Pod is gone in the same instant. */
const goesAtOnce = (job: Job.Job, pod: Pod.Pod, at: number): boolean =>
  Kubelet.next({ ...pod, deletionAt: at }, job.spec.template, at)?._tag === "PodDeleted"

const finishedPods = (job: Job.Job, at: number): ReadonlyArray<Decision> =>
  IntervalSet.isEmpty(job.podSet.finished)
    ? []
    : [{ _tag: "FinishedPodsDeleted", at, ordinals: IntervalSet.intervals(job.podSet.finished) }]

export const collect = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (job.deletion === undefined) return undefined
  const said = Job.exists(job) ? released(job, at) : job.deletion.isOrphaned ? none : taken(job, none, at)
  return said.length === 0 ? undefined : said
}

const none: ReadonlyArray<Decision> = []

/** The finalizer goes, and with the last one the Job (CL-12). */
const without = ({ metadata }: Job.Job, finalizer: Finalizers.OfCollector, at: number): Decision =>
  Finalizers.of(metadata).length === 1
    ? { _tag: "JobDeleted", at }
    : { _tag: "JobFinalizerRemoved", at, finalizer }

/** What the collector keeps the Job for; others may keep it for what they like, and its Pods with it. */
const released = (job: Job.Job, at: number): ReadonlyArray<Decision> => {
  if (Finalizers.has(job.metadata, "orphan")) return [without(job, "orphan", at)]
  if (!Finalizers.has(job.metadata, "foregroundDeletion")) return none
  const removal = [without(job, "foregroundDeletion", at)]
  return Job.isOrphaned(job) ? removal : taken(job, removal, at)
}

/** The Pods; the removal of what waits for them goes with the last one. */
const taken = (job: Job.Job, removal: ReadonlyArray<Decision>, at: number): ReadonlyArray<Decision> => {
  const active = job.podSet.tally.active === 0 ? [] : PodDeletion.activePods(job)
  const gone = active.filter((pod) => goesAtOnce(job, pod, at))
  return [
    ...PodDeletion.request(job, active, "GarbageCollector", at),
    ...gone.map(({ ordinal }): Decision => ({ _tag: "PodDeleted", at, ordinal })),
    ...finishedPods(job, at),
    ...(job.podSet.pods.size === gone.length ? removal : [])
  ]
}
