/**
 * The indexes that wait for their next Pod, each with the failed Pod it retains, and when they may get it (JC-103).
 *
 * They are found by index and by due time, so that a step that concerns none of them costs nothing for them, however
 * many they are (promise P9).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import { secondMillis } from "../data/Timestamp.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as Pod from "../pod/Pod.ts"
import * as Retention from "../policy/Retention.ts"

/**
 * `pods`: the ordinal of each index's Pod. `dues`: the indexes by the second they may get their next Pod.
 * `terminating`: how many of the Pods have not ended yet (JC-10).
 */
export interface Retained {
  readonly pods: OrdinalMap.OrdinalMap<number>
  readonly dues: OrdinalMap.OrdinalMap<IntervalSet.IntervalSet>
  readonly indexes: IntervalSet.IntervalSet
  readonly terminating: number
}

export const empty: Retained = {
  pods: OrdinalMap.empty(),
  dues: OrdinalMap.empty(),
  indexes: IntervalSet.empty,
  terminating: 0
}

const one = (pod: Pod.Pod): number => (Pod.isFinished(pod) ? 0 : 1)

/** Finish times are whole seconds, and so are delays. */
const secondOf = (pod: Pod.Pod): number => Math.floor(Retention.due(pod) / secondMillis)

const indexesAt = (retained: Retained, second: number): IntervalSet.IntervalSet =>
  OrdinalMap.get(retained.dues, second) ?? IntervalSet.empty

export const enter = (retained: Retained, index: number, pod: Pod.Pod): Retained => {
  const second = secondOf(pod)
  return {
    pods: OrdinalMap.set(retained.pods, index, pod.ordinal),
    dues: OrdinalMap.set(retained.dues, second, IntervalSet.add(indexesAt(retained, second), index)),
    indexes: IntervalSet.add(retained.indexes, index),
    terminating: retained.terminating + one(pod)
  }
}

export const leave = (retained: Retained, index: number, pod: Pod.Pod): Retained => {
  const second = secondOf(pod)
  const others = IntervalSet.remove(indexesAt(retained, second), index)
  return {
    pods: OrdinalMap.remove(retained.pods, index),
    dues: IntervalSet.isEmpty(others)
      ? OrdinalMap.remove(retained.dues, second)
      : OrdinalMap.set(retained.dues, second, others),
    indexes: IntervalSet.remove(retained.indexes, index),
    terminating: retained.terminating - one(pod)
  }
}

/** The Pod that an index retains. */
export const podOf = (
  retained: Retained,
  index: number,
  pods: OrdinalMap.OrdinalMap<Pod.Pod>
): Pod.Pod | undefined => {
  const ordinal = OrdinalMap.get(retained.pods, index)
  return ordinal === undefined ? undefined : OrdinalMap.get(pods, ordinal)
}

/** Whether this very Pod is retained. */
export const has = ({ pods }: Retained, { index, ordinal }: Pod.Pod): boolean =>
  index !== undefined && OrdinalMap.get(pods, index) === ordinal

/** When the first of them may get its next Pod; absent when none waits. */
export const firstDue = ({ dues }: Retained): number | undefined => {
  const first = OrdinalMap.first(dues)
  return first === undefined ? undefined : first[0] * secondMillis
}

/** When an index may get its next Pod: at any time, if it does not wait. */
export const dueOf = (retained: Retained, index: number, pods: OrdinalMap.OrdinalMap<Pod.Pod>): number => {
  const pod = podOf(retained, index, pods)
  return pod === undefined ? 0 : Retention.due(pod)
}

/** Which of some Pods of an open index, oldest first, it retains (JC-109). */
export const chosen = (spec: JobSpec, pods: ReadonlyArray<Pod.Pod>): Pod.Pod | undefined =>
  pods
    .filter((pod) => Retention.isCandidate(spec, pod))
    .reduce<Pod.Pod | undefined>(
      (kept, pod) => (kept === undefined ? pod : Retention.chosen(kept, pod)),
      undefined
    )

export const isSame = (left: Retained, right: Retained): boolean =>
  left === right ||
  (left.terminating === right.terminating &&
    OrdinalMap.isSame(left.pods, right.pods) &&
    OrdinalMap.isSame(left.dues, right.dues, IntervalSet.isSame) &&
    IntervalSet.isSame(left.indexes, right.indexes))
