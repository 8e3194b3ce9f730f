/**
 * The Pod side of a step: what the kubelet decides about each Pod that owes a decision, oldest first.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import type { Job } from "../job/Job.ts"
import * as PodSet from "../job/PodSet.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as Kubelet from "../pod/Kubelet.ts"
import type * as Pod from "../pod/Pod.ts"
import * as PodFailurePolicy from "./PodFailurePolicy.ts"

/** A failure is told with the rule of `podFailurePolicy` that matches it. */
const explained = (spec: JobSpec, pod: Pod.Pod, said: Decision): Decision => {
  if (said._tag !== "PodFailed") return said
  const rule = PodFailurePolicy.ruleOf(spec, pod)
  return rule === undefined ? said : { ...said, rule }
}

const moves = ({ podSet, spec }: Job, at: number): ReadonlyArray<Decision> => {
  const said: Array<Decision> = []
  for (const ordinal of IntervalSet.members(podSet.undecided)) {
    const pod = PodSet.get(podSet, ordinal)
    const move = pod === undefined ? undefined : Kubelet.next(pod, spec.template, at)
    if (pod !== undefined && move !== undefined) said.push(explained(spec, pod, move))
  }
  return said
}

/** Finished Pods that somebody wants gone go at once (TR-17). */
const removal = ({ podSet }: Job, at: number): Decision => ({
  _tag: "FinishedPodsDeleted",
  at,
  ordinals: IntervalSet.intervals(podSet.leaving)
})

export const decide = (job: Job, at: number): ReadonlyArray<Decision> | undefined => {
  const { undecided, leaving } = job.podSet
  if (IntervalSet.isEmpty(undecided) && IntervalSet.isEmpty(leaving)) return undefined
  const said = moves(job, at)
  if (!IntervalSet.isEmpty(leaving)) return [...said, removal(job, at)]
  return said.length === 0 ? undefined : said
}
