/**
 * What the laws remember of a Job's Pods: those in hand one by one, and how many of them there are of each kind.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import * as PodMemory from "./PodMemory.ts"

type Pod = PodMemory.PodMemory

export interface PodsMemory {
  readonly inHand: OrdinalMap.OrdinalMap<Pod>
  /** Of the Pods in hand: JC-7, JC-8, and those the Job has not let go of. */
  readonly active: number
  readonly terminating: number
  readonly tracked: number
  /** Ordinals of Pods that have ended and were let go of, and whose objects exist. */
  readonly kept: IntervalSet.IntervalSet
  /** Indexes with an active Pod. */
  readonly held: IntervalSet.IntervalSet
}

export const initialState: PodsMemory = {
  inHand: OrdinalMap.empty(),
  active: 0,
  terminating: 0,
  tracked: 0,
  kept: IntervalSet.empty,
  held: IntervalSet.empty
}

const one = (holds: boolean): number => (holds ? 1 : 0)

/** Without the Pod's part in the numbers, or with it. */
const counting = (pods: PodsMemory, pod: Pod, times: 1 | -1): PodsMemory => {
  const isActive = PodMemory.isActive(pod)
  const { index } = pod
  return {
    inHand: pods.inHand,
    active: pods.active + times * one(isActive),
    terminating: pods.terminating + times * one(PodMemory.isTerminating(pod)),
    tracked: pods.tracked + times * one(pod.isTracked),
    kept: pods.kept,
    held: isActive && index !== undefined ? holding(pods.held, index, times > 0) : pods.held
  }
}

const holding = (held: IntervalSet.IntervalSet, index: number, holds: boolean): IntervalSet.IntervalSet =>
  holds ? IntervalSet.add(held, index) : IntervalSet.remove(held, index)

export const enter = (pods: PodsMemory, pod: Pod): PodsMemory => ({
  ...counting(pods, pod, 1),
  inHand: OrdinalMap.set(pods.inHand, pod.ordinal, pod)
})

export const leave = (pods: PodsMemory, pod: Pod): PodsMemory => ({
  ...counting(pods, pod, -1),
  inHand: OrdinalMap.remove(pods.inHand, pod.ordinal)
})

const isCountedAlike = (before: Pod, after: Pod): boolean =>
  before.end === after.end && before.isAsked === after.isAsked && before.isTracked === after.isTracked

/** With a Pod as it is now; one that is done is in hand no more. */
export const change = (pods: PodsMemory, before: Pod, after: Pod): PodsMemory => {
  if (isCountedAlike(before, after))
    return { ...pods, inHand: OrdinalMap.set(pods.inHand, after.ordinal, after) }
  if (!PodMemory.isDone(after)) return enter(counting(pods, before, -1), after)
  return { ...leave(pods, before), kept: IntervalSet.add(pods.kept, after.ordinal) }
}

/** Finished Pods are gone. */
export const without = (pods: PodsMemory, gone: IntervalSet.IntervalSet): PodsMemory => ({
  ...pods,
  kept: IntervalSet.without(pods.kept, gone)
})
