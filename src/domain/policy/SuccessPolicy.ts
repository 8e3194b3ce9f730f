/**
 * `successPolicy`: an Indexed Job has succeeded once the indexes that matter have (JC-124 to JC-128).
 *
 * It is asked after everything that makes a Job fail (JC-125), and after the Pods that ended were counted.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import type { SuccessPolicyRule } from "../manifest/SuccessPolicySchema.ts"
import * as PodDeletion from "./PodDeletion.ts"

/** JC-124. */
const matches = (
  { succeededIndexes, succeededCount }: SuccessPolicyRule,
  listed: IntervalSet.IntervalSet,
  completed: IntervalSet.IntervalSet
): boolean => {
  if (completed.size < (succeededCount ?? 1)) return false
  if (succeededIndexes === undefined) return succeededCount !== undefined
  if (IntervalSet.isEmpty(listed)) return false
  return succeededCount === undefined
    ? IntervalSet.covers(completed, listed)
    : IntervalSet.share(listed, completed, succeededCount)
}

/** The position of the first rule that is met. */
export const metRule = ({ spec, successIndexes, podSet }: Job.Job): number | undefined => {
  const { completed } = podSet.indexes
  if (spec.successPolicy === undefined || IntervalSet.isEmpty(completed)) return undefined
  const position = spec.successPolicy.rules.findIndex((rule, at) =>
    matches(rule, successIndexes[at] ?? IntervalSet.empty, completed)
  )
  return position === -1 ? undefined : position
}

export const reach = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (job.spec.successPolicy === undefined || !Job.isReconciled(job) || Job.verdict(job) !== undefined)
    return undefined
  const rule = metRule(job)
  return rule === undefined
    ? undefined
    : [
        ...PodDeletion.stopActive(job, at),
        {
          _tag: "SuccessCriteriaMet",
          at,
          reason: "SuccessPolicy",
          message: `Matched rules at index ${rule}`
        }
      ]
}
