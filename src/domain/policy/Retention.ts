/**
 * Under `backoffLimitPerIndex` an index keeps its last failed Pod, not counted yet, until its next Pod is there: it
 * carries how often the index has failed, and when (JC-103, JC-109).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Job } from "../job/Job.ts"
import * as Pod from "../pod/Pod.ts"
import * as Backoff from "./Backoff.ts"
import * as FailedIndexes from "./FailedIndexes.ts"
import * as PodReplacement from "./PodReplacement.ts"

/** Retained Pods by index. */
export type Retained = OrdinalMap.OrdinalMap<Pod.Pod>

/** Failures of its index with a Pod's own (JC-92). */
export const failuresAfter = ({ indexFailures, action }: Pod.Pod): Pod.IndexFailures => {
  const { counted, ignored } = indexFailures ?? { counted: 0, ignored: 0 }
  return action === "Ignore" ? { counted, ignored: ignored + 1 } : { counted: counted + 1, ignored }
}

const total = (pod: Pod.Pod): number => {
  const { counted, ignored } = failuresAfter(pod)
  return counted + ignored
}

/** JC-109: the later one of two, where it has failed as often and did not finish earlier. */
const takesOver = (before: Pod.Pod | undefined, pod: Pod.Pod): boolean =>
  before === undefined || (total(pod) >= total(before) && Pod.finishTime(pod) >= Pod.finishTime(before))

/** The index may get another Pod, and this one is the reason it has none. */
const isCandidate = (job: Job, pod: Pod.Pod): pod is Pod.Pod & { readonly index: number } =>
  pod.index !== undefined &&
  PodReplacement.hasFailed(job, pod) &&
  IntervalSet.has(job.podSet.indexes.vacant, pod.index) &&
  !FailedIndexes.isFatal(job.spec, pod)

/** Which of the ended Pods that are not counted yet are retained. */
export const of = (job: Job, ended: ReadonlyArray<Pod.Pod>): Retained =>
  job.spec.backoffLimitPerIndex === undefined
    ? OrdinalMap.empty()
    : ended.reduce<Retained>(
        (kept, pod) =>
          isCandidate(job, pod) && takesOver(OrdinalMap.get(kept, pod.index), pod)
            ? OrdinalMap.set(kept, pod.index, pod)
            : kept,
        OrdinalMap.empty()
      )

export const has = (kept: Retained, { index, ordinal }: Pod.Pod): boolean =>
  index !== undefined && OrdinalMap.get(kept, index)?.ordinal === ordinal

/** When an index may get its next Pod (JC-103). */
export const due = (kept: Retained, index: number): number => {
  const pod = OrdinalMap.get(kept, index)
  return pod === undefined ? 0 : Backoff.due({ count: total(pod), lastAt: Pod.finishTime(pod) })
}
