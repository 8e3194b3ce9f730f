/**
 * `maxFailedIndexes`: how many failed indexes a Job survives (JC-110, JC-111).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as Job from "../job/Job.ts"
import * as Tally from "../job/Tally.ts"
import type * as Pod from "../pod/Pod.ts"
import * as IndexLimit from "./IndexLimit.ts"
import * as Uncounted from "./Uncounted.ts"

/** The indexes with those of some Pods that are not counted yet. */
const withIndexes = (set: IntervalSet.IntervalSet, pods: ReadonlyArray<Pod.Pod>): IntervalSet.IntervalSet =>
  pods.reduce((rest, { index }) => (index === undefined ? rest : IntervalSet.add(rest, index)), set)

const succeeded = ({ podSet, spec }: Job.Job, pods: ReadonlyArray<Pod.Pod>): IntervalSet.IntervalSet =>
  withIndexes(
    podSet.indexes.completed,
    pods.filter((pod) => pod.phase === "Succeeded" && !Tally.isBeyond(pod, spec.completions))
  )

interface Reason {
  readonly reason: string
  readonly message: string
}

const tooMany: Reason = {
  reason: "MaxFailedIndexesExceeded",
  message: "Job has exceeded the specified maximal number of failed indexes"
}

const someFailed: Reason = { reason: "FailedIndexes", message: "Job has failed indexes" }

/** Why the Job fails for its indexes: too many have failed, or all are done. Pods to be counted are included (JC-58). */
export const reason = (job: Job.Job): Reason | undefined => {
  const { backoffLimitPerIndex, maxFailedIndexes, completions = 0 } = job.spec
  if (backoffLimitPerIndex === undefined || !Job.isIndexed(job)) return undefined
  const ended = Uncounted.ended(job)
  const fatal = ended.filter((pod) => pod.phase !== "Succeeded" && IndexLimit.isPassed(job.spec, pod))
  const failed = withIndexes(job.podSet.indexes.failed, fatal)
  if (maxFailedIndexes !== undefined && failed.size > maxFailedIndexes) return tooMany
  return failed.size > 0 && failed.size + succeeded(job, ended).size >= completions ? someFailed : undefined
}
