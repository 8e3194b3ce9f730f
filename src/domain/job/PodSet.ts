/**
 * A Job's Pods: those in hand one by one, the others as intervals of ordinals, and the sums and indexes that go with
 * them.
 *
 * Every event of a Pod changes this one value and, but for creation and counting, nothing else of its Job. Sums, sets
 * and indexes are moved by the difference the event makes, here and nowhere else, so they cannot drift from the Pods.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as Kubelet from "../pod/Kubelet.ts"
import * as Pod from "../pod/Pod.ts"
import * as Indexes from "./Indexes.ts"
import * as Tally from "./Tally.ts"

export interface PodSet {
  /** The ordinal of the next Pod. */
  readonly nextOrdinal: number
  /** Pods that are alive or not released yet. */
  readonly pods: OrdinalMap.OrdinalMap<Pod.Pod>
  readonly tally: Tally.Tally
  readonly indexes: Indexes.Indexes
  /** Pods whose reducer owes a decision (`Kubelet.next`). */
  readonly undecided: IntervalSet.IntervalSet
  /** Finished Pods not released yet. */
  readonly uncounted: IntervalSet.IntervalSet
  /** Finished, released Pods whose objects still exist. */
  readonly finished: IntervalSet.IntervalSet
  /** Those of them somebody wants gone. */
  readonly leaving: IntervalSet.IntervalSet
}

export const empty: PodSet = {
  nextOrdinal: 0,
  pods: OrdinalMap.empty(),
  tally: Tally.empty,
  indexes: Indexes.empty,
  undecided: IntervalSet.empty,
  uncounted: IntervalSet.empty,
  finished: IntervalSet.empty,
  leaving: IntervalSet.empty
}

export const get = (set: PodSet, ordinal: number): Pod.Pod | undefined => OrdinalMap.get(set.pods, ordinal)

const member = (set: IntervalSet.IntervalSet, ordinal: number, belongs: boolean): IntervalSet.IntervalSet =>
  belongs ? IntervalSet.add(set, ordinal) : IntervalSet.remove(set, ordinal)

/** With a Pod as it is now; a finished Pod that is released leaves for the intervals. */
export const put = (set: PodSet, before: Pod.Pod | undefined, after: Pod.Pod, spec: JobSpec): PodSet => {
  const { ordinal } = after
  const isFinished = Pod.isFinished(after)
  const isDone = isFinished && !after.tracked && after.deletionAt === undefined
  return {
    nextOrdinal: set.nextOrdinal,
    pods: isDone ? OrdinalMap.remove(set.pods, ordinal) : OrdinalMap.set(set.pods, ordinal, after),
    tally: Tally.moved(set.tally, before, after, spec.completions),
    indexes: Indexes.moved(set.indexes, before, after, spec),
    undecided: member(set.undecided, ordinal, Kubelet.next(after, spec.template) !== undefined),
    uncounted: member(set.uncounted, ordinal, isFinished && after.tracked),
    finished: isDone ? IntervalSet.add(set.finished, ordinal) : set.finished,
    leaving: set.leaving
  }
}

/** Without a Pod whose object is gone. */
export const drop = (set: PodSet, pod: Pod.Pod, spec: JobSpec): PodSet => ({
  ...set,
  pods: OrdinalMap.remove(set.pods, pod.ordinal),
  tally: Tally.moved(set.tally, pod, undefined, spec.completions),
  indexes: Indexes.moved(set.indexes, pod, undefined, spec),
  undecided: IntervalSet.remove(set.undecided, pod.ordinal),
  uncounted: IntervalSet.remove(set.uncounted, pod.ordinal)
})

/** With one Pod changed; the same set when there is no such Pod. */
export const change = (
  set: PodSet,
  ordinal: number,
  spec: JobSpec,
  to: (pod: Pod.Pod) => Pod.Pod
): PodSet => {
  const before = get(set, ordinal)
  return before === undefined ? set : put(set, before, to(before), spec)
}

/** With the sums and indexes counted anew, after `completions` or the policy changed. */
export const recounted = (set: PodSet, spec: JobSpec): PodSet => ({
  ...set,
  indexes: Indexes.rebuilt(set.indexes, set.pods, spec),
  tally: Tally.of(set.pods, spec.completions)
})
