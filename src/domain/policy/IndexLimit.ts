/**
 * `backoffLimitPerIndex`: how many failures an index survives (JC-107).
 */
import * as Tally from "../job/Tally.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import type * as Pod from "../pod/Pod.ts"

/** Whether the failure of a Pod is one too many for its index, or fails it by a rule (JC-119). */
export const isPassed = ({ backoffLimitPerIndex, completions }: JobSpec, pod: Pod.Pod): boolean => {
  if (backoffLimitPerIndex === undefined || pod.index === undefined || Tally.isBeyond(pod, completions))
    return false
  if (pod.action === "FailIndex") return true
  return pod.action !== "Ignore" && (pod.indexFailures?.counted ?? 0) >= backoffLimitPerIndex
}
