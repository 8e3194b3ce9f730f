/**
 * Running sums over a Job's Pods (promise P9): what upstream counts by walking all Pods in every sync.
 *
 * A sum is changed by taking the old Pod's share off and putting the new one's on, so it cannot drift from the Pods.
 */
import * as Pod from "../pod/Pod.ts"

export interface Tally {
  /** Pods the Job has not let go of. */
  readonly tracked: number
  /** JC-7 */
  readonly active: number
  /** JC-9 */
  readonly ready: number
  /** JC-8 */
  readonly terminating: number
  /** Terminating Pods the Job has not let go of: failed at once, or once ended, by podReplacementPolicy (JC-10). */
  readonly terminatingTracked: number
  /** Finished Pods not released yet (JC-13). */
  readonly uncountedSucceeded: number
  readonly uncountedFailed: number
  /** In-place restarts of Pods that have not ended (JC-105). */
  readonly restarts: number
  /** Active Pods whose index is at or above `completions` (JC-87). */
  readonly beyond: number
}

export const empty: Tally = {
  tracked: 0,
  active: 0,
  ready: 0,
  terminating: 0,
  terminatingTracked: 0,
  uncountedSucceeded: 0,
  uncountedFailed: 0,
  restarts: 0,
  beyond: 0
}

const one = (holds: boolean): number => (holds ? 1 : 0)

export const isBeyond = (pod: Pod.Pod, completions: number | undefined): boolean =>
  pod.index !== undefined && completions !== undefined && pod.index >= completions

const add = (
  tally: Tally,
  pod: Pod.Pod | undefined,
  sign: 1 | -1,
  completions: number | undefined
): Tally => {
  if (pod === undefined) return tally
  const active = Pod.isActive(pod)
  const terminating = Pod.isTerminating(pod)
  return {
    tracked: tally.tracked + sign * one(pod.tracked),
    active: tally.active + sign * one(active),
    ready: tally.ready + sign * one(active && pod.ready),
    terminating: tally.terminating + sign * one(terminating),
    terminatingTracked: tally.terminatingTracked + sign * one(terminating && pod.tracked),
    uncountedSucceeded: tally.uncountedSucceeded + sign * one(pod.tracked && pod.phase === "Succeeded"),
    uncountedFailed: tally.uncountedFailed + sign * one(pod.tracked && pod.phase === "Failed"),
    restarts: tally.restarts + (Pod.isFinished(pod) ? 0 : sign * pod.restarts),
    beyond: tally.beyond + sign * one(active && isBeyond(pod, completions))
  }
}

/** The sums after one Pod became another, came (`before` absent) or went (`after` absent). */
export const moved = (
  tally: Tally,
  before: Pod.Pod | undefined,
  after: Pod.Pod | undefined,
  completions: number | undefined
): Tally => add(add(tally, before, -1, completions), after, 1, completions)
