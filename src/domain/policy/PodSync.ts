/**
 * The Pod side of a step: what the kubelet decides about each Pod that owes a decision, oldest first.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Decision } from "../event/Decision.ts"
import type { Job } from "../job/Job.ts"
import * as Kubelet from "../pod/Kubelet.ts"

const podDecision = (job: Job, ordinal: number, at: number): ReadonlyArray<Decision> => {
  const pod = OrdinalMap.get(job.podSet.pods, ordinal)
  const move = pod === undefined ? undefined : Kubelet.next(pod, job.spec.template)
  return move === undefined ? [] : [{ ...move, at }]
}

/** Finished Pods that somebody wants gone go at once (TR-17). */
const removals = (job: Job, at: number): ReadonlyArray<Decision> =>
  IntervalSet.isEmpty(job.podSet.leaving)
    ? []
    : [{ _tag: "FinishedPodsDeleted", at, ordinals: IntervalSet.intervals(job.podSet.leaving) }]

const none: ReadonlyArray<Decision> = []

export const decide = (job: Job, at: number): ReadonlyArray<Decision> =>
  IntervalSet.isEmpty(job.podSet.undecided) && IntervalSet.isEmpty(job.podSet.leaving)
    ? none
    : [
        ...IntervalSet.members(job.podSet.undecided).flatMap((ordinal) => podDecision(job, ordinal, at)),
        ...removals(job, at)
      ]
