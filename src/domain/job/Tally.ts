/**
 * Running sums over a Job's Pods (promise P9): what upstream counts by walking all Pods in every sync.
 *
 * A sum is changed by taking the old Pod's share off and putting the new one's on, so it cannot drift from the Pods.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
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
  /** Those of them that will be counted: of an index below `completions` (JC-12). */
  readonly terminatingCountable: number
  /** Failed Pods that are not counted yet and will be (JC-13); no rule says to ignore them (JC-120). */
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
  terminatingCountable: 0,
  uncountedFailed: 0,
  restarts: 0,
  beyond: 0
}

export const isBeyond = (pod: Pod.Pod, completions: number | undefined): boolean =>
  pod.index !== undefined && completions !== undefined && pod.index >= completions

const one = (holds: boolean): number => (holds ? 1 : 0)

/** What one Pod adds to the sums. */
const shareOf = (pod: Pod.Pod, completions: number | undefined): Tally => {
  const active = Pod.isActive(pod)
  const terminating = Pod.isTerminating(pod)
  const beyond = isBeyond(pod, completions)
  return {
    tracked: one(pod.tracked),
    active: one(active),
    ready: one(active && pod.ready),
    terminating: one(terminating),
    terminatingTracked: one(terminating && pod.tracked),
    terminatingCountable: one(terminating && pod.tracked && !beyond),
    uncountedFailed: one(pod.tracked && pod.phase === "Failed" && !beyond && pod.action !== "Ignore"),
    restarts: Pod.isFinished(pod) ? 0 : pod.restarts,
    beyond: one(active && beyond)
  }
}

const plus = (tally: Tally, share: Tally): Tally => ({
  tracked: tally.tracked + share.tracked,
  active: tally.active + share.active,
  ready: tally.ready + share.ready,
  terminating: tally.terminating + share.terminating,
  terminatingTracked: tally.terminatingTracked + share.terminatingTracked,
  terminatingCountable: tally.terminatingCountable + share.terminatingCountable,
  uncountedFailed: tally.uncountedFailed + share.uncountedFailed,
  restarts: tally.restarts + share.restarts,
  beyond: tally.beyond + share.beyond
})

const minus = (tally: Tally, share: Tally): Tally => ({
  tracked: tally.tracked - share.tracked,
  active: tally.active - share.active,
  ready: tally.ready - share.ready,
  terminating: tally.terminating - share.terminating,
  terminatingTracked: tally.terminatingTracked - share.terminatingTracked,
  terminatingCountable: tally.terminatingCountable - share.terminatingCountable,
  uncountedFailed: tally.uncountedFailed - share.uncountedFailed,
  restarts: tally.restarts - share.restarts,
  beyond: tally.beyond - share.beyond
})

/** Whether nothing the sums look at has changed. */
const isSameShare = (before: Pod.Pod, after: Pod.Pod): boolean =>
  before.tracked === after.tracked &&
  before.phase === after.phase &&
  before.action === after.action &&
  before.ready === after.ready &&
  before.deletionAt === after.deletionAt &&
  before.restarts === after.restarts

/** The sums after one Pod became another, came (`before` absent) or went (`after` absent). */
export const moved = (
  tally: Tally,
  before: Pod.Pod | undefined,
  after: Pod.Pod | undefined,
  completions: number | undefined
): Tally => {
  if (before !== undefined && after !== undefined && isSameShare(before, after)) return tally
  const rest = before === undefined ? tally : minus(tally, shareOf(before, completions))
  return after === undefined ? rest : plus(rest, shareOf(after, completions))
}

/** The sums counted anew. */
export const of = (pods: OrdinalMap.OrdinalMap<Pod.Pod>, completions: number | undefined): Tally =>
  OrdinalMap.reduce(pods, empty, (tally, pod) => plus(tally, shareOf(pod, completions)))

export const isSame = (left: Tally, right: Tally): boolean =>
  left === right ||
  (left.tracked === right.tracked &&
    left.active === right.active &&
    left.ready === right.ready &&
    left.terminating === right.terminating &&
    left.terminatingTracked === right.terminatingTracked &&
    left.terminatingCountable === right.terminatingCountable &&
    left.uncountedFailed === right.uncountedFailed &&
    left.restarts === right.restarts &&
    left.beyond === right.beyond)
