/**
 * `successPolicy`: an Indexed Job has succeeded once the indexes that matter have (JC-124 to JC-128).
 *
 * It is asked after everything that makes a Job fail (JC-125), and after the Pods that ended were counted.
 */
import * as IndexText from "../data/IndexText.ts"
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import type { SuccessPolicyRule } from "../manifest/SuccessPolicySchema.ts"
import * as PodDeletion from "./PodDeletion.ts"

/** JC-124. */
const matches = (
  { succeededIndexes, succeededCount }: SuccessPolicyRule,
  completed: IntervalSet.IntervalSet,
  completions: number
): boolean => {
  if (succeededIndexes === undefined) return completed.size >= (succeededCount ?? Infinity)
  const listed = IndexText.read(succeededIndexes, completions)
  if (IntervalSet.isEmpty(listed)) return false
  if (succeededCount === undefined) return IntervalSet.covers(completed, listed)
  if (completed.size < succeededCount) return false
  return (
    IntervalSet.members(listed).filter((index) => IntervalSet.has(completed, index)).length >= succeededCount
  )
}

/** The position of the first rule that is met. */
export const metRule = ({ spec, podSet }: Job.Job): number | undefined => {
  const { completed } = podSet.indexes
  if (spec.successPolicy === undefined || IntervalSet.isEmpty(completed)) return undefined
  const position = spec.successPolicy.rules.findIndex((rule) =>
    matches(rule, completed, spec.completions ?? 0)
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
