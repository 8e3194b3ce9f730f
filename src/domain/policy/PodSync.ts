/**
 * The Pod side of a step: what the kubelet decides about each Pod that owes a decision, oldest first.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import type { Job } from "../job/Job.ts"
import * as PodSet from "../job/PodSet.ts"
import * as Kubelet from "../pod/Kubelet.ts"

const moves = ({ podSet, spec }: Job, at: number): ReadonlyArray<Decision> => {
  const said: Array<Decision> = []
  for (const ordinal of IntervalSet.members(podSet.undecided)) {
    const pod = PodSet.get(podSet, ordinal)
    const move = pod === undefined ? undefined : Kubelet.next(pod, spec.template)
    if (move !== undefined) said.push({ ...move, at })
  }
  return said
}

/** Finished Pods that somebody wants gone go at once (TR-17). */
const removals = ({ podSet }: Job, at: number): ReadonlyArray<Decision> =>
  IntervalSet.isEmpty(podSet.leaving)
    ? []
    : [{ _tag: "FinishedPodsDeleted", at, ordinals: IntervalSet.intervals(podSet.leaving) }]

export const decide = (job: Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (IntervalSet.isEmpty(job.podSet.undecided) && IntervalSet.isEmpty(job.podSet.leaving)) return undefined
  const said = [...moves(job, at), ...removals(job, at)]
  return said.length === 0 ? undefined : said
}
