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
import * as Retained from "./Retained.ts"
import * as Tally from "./Tally.ts"

export interface PodSet {
  /** The ordinal of the next Pod. */
  readonly nextOrdinal: number
  /** Pods that are alive or not released yet. */
  readonly pods: OrdinalMap.OrdinalMap<Pod.Pod>
  readonly tally: Tally.Tally
  readonly indexes: Indexes.Indexes
  /** With a limit per index: those that wait for their next Pod. They are not among the vacant ones. */
  readonly retained: Retained.Retained
  /** Pods whose reducer owes a decision (`Kubelet.owes`). */
  readonly undecided: IntervalSet.IntervalSet
  /** Finished Pods not released yet, but those that are retained. */
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
  retained: Retained.empty,
  undecided: IntervalSet.empty,
  uncounted: IntervalSet.empty,
  finished: IntervalSet.empty,
  leaving: IntervalSet.empty
}

export const get = (set: PodSet, ordinal: number): Pod.Pod | undefined => OrdinalMap.get(set.pods, ordinal)

const member = (set: IntervalSet.IntervalSet, ordinal: number, belongs: boolean): IntervalSet.IntervalSet =>
  belongs ? IntervalSet.add(set, ordinal) : IntervalSet.remove(set, ordinal)

/** With a Pod as it is now, whatever its index retains. */
const placed = (set: PodSet, before: Pod.Pod | undefined, after: Pod.Pod, spec: JobSpec): PodSet => {
  const { ordinal } = after
  const isFinished = Pod.isFinished(after)
  const isDone = isFinished && !after.tracked && after.deletionAt === undefined
  return {
    nextOrdinal: set.nextOrdinal,
    pods: isDone ? OrdinalMap.remove(set.pods, ordinal) : OrdinalMap.set(set.pods, ordinal, after),
    tally: Tally.moved(set.tally, before, after, spec.completions),
    indexes: Indexes.moved(set.indexes, before, after, spec),
    retained: set.retained,
    undecided: member(set.undecided, ordinal, Kubelet.owes(after, spec.template)),
    uncounted: member(set.uncounted, ordinal, isFinished && after.tracked),
    finished: isDone ? IntervalSet.add(set.finished, ordinal) : set.finished,
    leaving: set.leaving
  }
}

/** An index that waits is not vacant; the Pod it retains is not counted yet. */
const retaining = (set: PodSet, index: number, pod: Pod.Pod): PodSet => ({
  ...set,
  indexes: Indexes.reserved(set.indexes, index),
  retained: Retained.enter(set.retained, index, pod),
  uncounted: IntervalSet.remove(set.uncounted, pod.ordinal)
})

/** Its Pod, as it was, is to be counted; the index may be given away if it is open. */
const forgetting = (set: PodSet, index: number, pod: Pod.Pod, spec: JobSpec): PodSet => ({
  ...set,
  indexes: Indexes.released(set.indexes, index, spec.completions),
  retained: Retained.leave(set.retained, index, pod),
  uncounted: Pod.isFinished(pod) && pod.tracked ? IntervalSet.add(set.uncounted, pod.ordinal) : set.uncounted
})

/** Pods of an index that could be retained: those that are to be counted, and some others; oldest first. */
const contenders = (
  set: PodSet,
  index: number,
  others: ReadonlyArray<number | undefined>
): ReadonlyArray<Pod.Pod> => {
  const ordinals = others.reduce<IntervalSet.IntervalSet>(
    (all, ordinal) => (ordinal === undefined ? all : IntervalSet.add(all, ordinal)),
    set.uncounted
  )
  return IntervalSet.members(ordinals)
    .flatMap((ordinal) => get(set, ordinal) ?? [])
    .filter((pod) => pod.index === index)
}

/** Without a Pod, whatever its index retains. */
const removed = (set: PodSet, pod: Pod.Pod, spec: JobSpec): PodSet => ({
  ...set,
  pods: OrdinalMap.remove(set.pods, pod.ordinal),
  tally: Tally.moved(set.tally, pod, undefined, spec.completions),
  indexes: Indexes.moved(set.indexes, pod, undefined, spec),
  undecided: IntervalSet.remove(set.undecided, pod.ordinal),
  uncounted: IntervalSet.remove(set.uncounted, pod.ordinal)
})

/** One Pod became another, came (`before` absent) or went (`after` absent), whatever its index retains. */
const moved = (
  set: PodSet,
  before: Pod.Pod | undefined,
  after: Pod.Pod | undefined,
  spec: JobSpec
): PodSet => {
  if (after !== undefined) return placed(set, before, after, spec)
  return before === undefined ? set : removed(set, before, spec)
}

/** The same, and what its index retains then (JC-109). */
const movedAndRetained = (
  set: PodSet,
  before: Pod.Pod | undefined,
  after: Pod.Pod | undefined,
  spec: JobSpec
): PodSet => {
  const pod = after ?? before
  if (spec.backoffLimitPerIndex === undefined || pod?.index === undefined)
    return moved(set, before, after, spec)
  const { index, ordinal } = pod
  const kept = Retained.podOf(set.retained, index, set.pods)
  const changed = moved(kept === undefined ? set : forgetting(set, index, kept, spec), before, after, spec)
  if (!IntervalSet.has(changed.indexes.vacant, index)) return changed
  const next = Retained.chosen(spec, contenders(changed, index, [ordinal, kept?.ordinal]))
  return next === undefined ? changed : retaining(changed, index, next)
}

/** With a Pod as it is now; a finished Pod that is released leaves for the intervals. */
export const put = (set: PodSet, before: Pod.Pod | undefined, after: Pod.Pod, spec: JobSpec): PodSet =>
  movedAndRetained(set, before, after, spec)

/** Without a Pod whose object is gone. */
export const drop = (set: PodSet, pod: Pod.Pod, spec: JobSpec): PodSet =>
  movedAndRetained(set, pod, undefined, spec)

/** A Pod of the index was counted, and the index has succeeded or failed with it. */
export const settled = (
  set: PodSet,
  index: number,
  spec: JobSpec,
  to: (indexes: Indexes.Indexes, index: number, completions: number | undefined) => Indexes.Indexes
): PodSet => {
  const kept = Retained.podOf(set.retained, index, set.pods)
  const free = kept === undefined ? set : forgetting(set, index, kept, spec)
  return { ...free, indexes: to(free.indexes, index, spec.completions) }
}

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

/** Anew, from all Pods: an index and a Pod of it after the other, oldest first. */
const retainedAnew = (set: PodSet, spec: JobSpec): PodSet =>
  OrdinalMap.reduce(set.pods, set, (rest, pod) => {
    const { index } = pod
    if (index === undefined) return rest
    const kept = Retained.podOf(rest.retained, index, rest.pods)
    const free = kept === undefined ? rest : forgetting(rest, index, kept, spec)
    if (!IntervalSet.has(free.indexes.vacant, index)) return rest
    const next = Retained.chosen(spec, kept === undefined ? [pod] : [kept, pod])
    return next === undefined ? rest : retaining(free, index, next)
  })

/** With the sums and indexes counted anew, after `completions` or the policy changed. */
export const recounted = (set: PodSet, spec: JobSpec): PodSet => {
  const counted: PodSet = {
    ...set,
    indexes: Indexes.rebuilt(set.indexes, set.pods, spec),
    tally: Tally.of(set.pods, spec.completions)
  }
  if (spec.backoffLimitPerIndex === undefined) return counted
  const uncounted = OrdinalMap.filter(set.pods, (pod) => Pod.isFinished(pod) && pod.tracked)
  return retainedAnew(
    {
      ...counted,
      retained: Retained.empty,
      uncounted: uncounted.reduce((rest, { ordinal }) => IntervalSet.add(rest, ordinal), IntervalSet.empty)
    },
    spec
  )
}
