/**
 * How events change a Pod, and what that changes in its Job's sums and sets.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import * as Kubelet from "../pod/Kubelet.ts"
import * as Pod from "../pod/Pod.ts"
import * as Indexes from "./Indexes.ts"
import type { Job } from "./Job.ts"
import * as Tally from "./Tally.ts"

const member = (set: IntervalSet.IntervalSet, ordinal: number, belongs: boolean): IntervalSet.IntervalSet =>
  belongs ? IntervalSet.add(set, ordinal) : IntervalSet.remove(set, ordinal)

/** The Job with a Pod as it is now; a finished Pod that is released leaves for the intervals. */
export const put = (job: Job, before: Pod.Pod | undefined, after: Pod.Pod): Job => {
  const { ordinal } = after
  const isDone = Pod.isFinished(after) && !after.tracked && after.deletionAt === undefined
  return {
    ...job,
    pods: isDone ? OrdinalMap.remove(job.pods, ordinal) : OrdinalMap.set(job.pods, ordinal, after),
    tally: Tally.moved(job.tally, before, after, job.spec.completions),
    indexes: Indexes.moved(job.indexes, before, after, job.spec),
    undecided: member(job.undecided, ordinal, Kubelet.next(after, job.spec.template) !== undefined),
    uncounted: member(job.uncounted, ordinal, Pod.isFinished(after) && after.tracked),
    finished: isDone ? IntervalSet.add(job.finished, ordinal) : job.finished
  }
}

/** The Job without a Pod whose object is gone. */
export const drop = (job: Job, pod: Pod.Pod): Job => ({
  ...job,
  pods: OrdinalMap.remove(job.pods, pod.ordinal),
  tally: Tally.moved(job.tally, pod, undefined, job.spec.completions),
  indexes: Indexes.moved(job.indexes, pod, undefined, job.spec),
  undecided: IntervalSet.remove(job.undecided, pod.ordinal),
  uncounted: IntervalSet.remove(job.uncounted, pod.ordinal)
})

/** Changes one Pod; the same Job when it has no such Pod. */
export const change = (job: Job, ordinal: number, to: (pod: Pod.Pod) => Pod.Pod): Job => {
  const before = OrdinalMap.get(job.pods, ordinal)
  return before === undefined ? job : put(job, before, to(before))
}

/** Changes one container of a Pod by name. */
export const changeContainer = (
  pod: Pod.Pod,
  name: string,
  to: (container: Pod.Container) => Pod.Container
): Pod.Pod => ({
  ...pod,
  containers: pod.containers.map((container) => (container.name === name ? to(container) : container))
})
