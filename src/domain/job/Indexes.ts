/**
 * The indexes of an Indexed Job: which have succeeded, which have failed, and which may get a Pod now (JC-81).
 *
 * `holders` counts, for each index, the Pods that keep it from being given away: active ones, and under
 * podReplacementPolicy Failed terminating ones too (JC-78). A succeeded Pod holds its index until it is counted.
 * `vacant` are the indexes below `completions` that nobody holds, that have neither succeeded nor failed, and that do
 * not wait for their back-off.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { JobSpec, PodReplacementPolicy } from "../manifest/JobSchema.ts"
import * as Pod from "../pod/Pod.ts"

export interface Indexes {
  readonly completed: IntervalSet.IntervalSet
  readonly failed: IntervalSet.IntervalSet
  readonly holders: OrdinalMap.OrdinalMap<number>
  readonly vacant: IntervalSet.IntervalSet
}

export const empty: Indexes = {
  completed: IntervalSet.empty,
  failed: IntervalSet.empty,
  holders: OrdinalMap.empty(),
  vacant: IntervalSet.empty
}

/** Nothing has succeeded, and nobody holds an index below `completions`. */
export const vacant = (completions: number): Indexes => ({
  ...empty,
  vacant: IntervalSet.range(0, completions - 1)
})

type Rules = Pick<JobSpec, "completions" | "podReplacementPolicy">

const holds = (pod: Pod.Pod | undefined, policy: PodReplacementPolicy): boolean => {
  if (pod === undefined) return false
  if (pod.phase === "Succeeded") return pod.tracked
  return Pod.isActive(pod) || (policy === "Failed" && Pod.isTerminating(pod))
}

const isOpen = (indexes: Indexes, index: number, completions: number | undefined): boolean =>
  completions !== undefined &&
  index < completions &&
  !IntervalSet.has(indexes.completed, index) &&
  !IntervalSet.has(indexes.failed, index)

const taken = (indexes: Indexes, index: number): Indexes => ({
  completed: indexes.completed,
  failed: indexes.failed,
  holders: OrdinalMap.set(indexes.holders, index, (OrdinalMap.get(indexes.holders, index) ?? 0) + 1),
  vacant: IntervalSet.remove(indexes.vacant, index)
})

const freed = (indexes: Indexes, index: number, completions: number | undefined): Indexes => {
  const left = (OrdinalMap.get(indexes.holders, index) ?? 1) - 1
  if (left > 0) return { ...indexes, holders: OrdinalMap.set(indexes.holders, index, left) }
  return {
    completed: indexes.completed,
    failed: indexes.failed,
    holders: OrdinalMap.remove(indexes.holders, index),
    vacant: isOpen(indexes, index, completions) ? IntervalSet.add(indexes.vacant, index) : indexes.vacant
  }
}

/** After one Pod became another, came or went. */
export const moved = (
  indexes: Indexes,
  before: Pod.Pod | undefined,
  after: Pod.Pod | undefined,
  spec: Rules
): Indexes => {
  const index = (after ?? before)?.index
  if (index === undefined) return indexes
  const held = holds(before, spec.podReplacementPolicy)
  const holding = holds(after, spec.podReplacementPolicy)
  if (held === holding) return indexes
  return holding ? taken(indexes, index) : freed(indexes, index, spec.completions)
}

/** A succeeded Pod of this index was counted; an index outside `completions` never is (JC-143). */
export const succeeded = (indexes: Indexes, index: number, completions: number | undefined): Indexes =>
  isOpen(indexes, index, completions)
    ? {
        completed: IntervalSet.add(indexes.completed, index),
        failed: indexes.failed,
        holders: indexes.holders,
        vacant: IntervalSet.remove(indexes.vacant, index)
      }
    : indexes

/** A Pod with which its index fails was counted (JC-107). */
export const failed = (indexes: Indexes, index: number, completions: number | undefined): Indexes =>
  isOpen(indexes, index, completions)
    ? {
        completed: indexes.completed,
        failed: IntervalSet.add(indexes.failed, index),
        holders: indexes.holders,
        vacant: IntervalSet.remove(indexes.vacant, index)
      }
    : indexes

/** Nobody else gets this index (JC-109). */
export const reserved = (indexes: Indexes, index: number): Indexes => ({
  ...indexes,
  vacant: IntervalSet.remove(indexes.vacant, index)
})

/** It may be given away again, if nobody holds it and it is open. */
export const released = (indexes: Indexes, index: number, completions: number | undefined): Indexes =>
  OrdinalMap.has(indexes.holders, index) || !isOpen(indexes, index, completions)
    ? indexes
    : { ...indexes, vacant: IntervalSet.add(indexes.vacant, index) }

/** Everything anew after `completions` or the policy changed: cut-off indexes are forgotten (JC-88). */
export const rebuilt = (indexes: Indexes, pods: OrdinalMap.OrdinalMap<Pod.Pod>, spec: Rules): Indexes => {
  const completions = spec.completions ?? 0
  const completed = IntervalSet.below(indexes.completed, completions)
  const failed = IntervalSet.below(indexes.failed, completions)
  const start: Indexes = {
    completed,
    failed,
    holders: OrdinalMap.empty(),
    vacant: IntervalSet.without(IntervalSet.gaps(completed, completions), failed)
  }
  return OrdinalMap.reduce(pods, start, (rest, pod) => moved(rest, undefined, pod, spec))
}
