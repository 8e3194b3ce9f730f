/**
 * Which failed Pod an index retains under `backoffLimitPerIndex`: not counted yet, it tells how often the index has
 * failed, and when its next Pod may come (JC-103, JC-109).
 */
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as Pod from "../pod/Pod.ts"
import * as Backoff from "./Backoff.ts"
import * as IndexLimit from "./IndexLimit.ts"
import * as PodReplacement from "./PodReplacement.ts"

/** Failures of its index with a Pod's own (JC-92). */
export const failuresAfter = ({ indexFailures, action }: Pod.Pod): Pod.IndexFailures => {
  const { counted, ignored } = indexFailures ?? { counted: 0, ignored: 0 }
  return action === "Ignore" ? { counted, ignored: ignored + 1 } : { counted: counted + 1, ignored }
}

const total = (pod: Pod.Pod): number => {
  const { counted, ignored } = failuresAfter(pod)
  return counted + ignored
}

/** JC-109: the later of two, where it has failed as often and did not finish earlier. */
export const chosen = (first: Pod.Pod, later: Pod.Pod): Pod.Pod =>
  total(later) >= total(first) && Pod.finishTime(later) >= Pod.finishTime(first) ? later : first

/** It has failed, and neither its index nor its Job fails with it. */
export const isCandidate = (spec: JobSpec, pod: Pod.Pod): boolean =>
  spec.backoffLimitPerIndex !== undefined &&
  pod.tracked &&
  !pod.stopped &&
  pod.action !== "FailJob" &&
  PodReplacement.hasFailed(spec, pod) &&
  !IndexLimit.isPassed(spec, pod)

/** When the index of a retained Pod may get its next one (JC-103). */
export const due = (pod: Pod.Pod): number => Backoff.due({ count: total(pod), lastAt: Pod.finishTime(pod) })
