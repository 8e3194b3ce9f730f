/**
 * Counting every Pod exactly once: a Job lets go of each Pod in one decision that says what it counted as.
 *
 * Upstream needs two phases and a list of UIDs in between, because its writes are not transactional (JC-139 to
 * JC-152); one event is both.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { CountedAs, Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as Tally from "../job/Tally.ts"
import * as Pod from "../pod/Pod.ts"
import * as Backoff from "./Backoff.ts"
import * as IndexLimit from "./IndexLimit.ts"
import * as PodReplacement from "./PodReplacement.ts"
import * as Uncounted from "./Uncounted.ts"

type Pods = ReadonlyArray<Pod.Pod>

/** JC-12: a Pod of an index outside `completions` is never counted. */
const isCountable = (job: Job.Job, pod: Pod.Pod): boolean => !Tally.isBeyond(pod, job.spec.completions)

/**
 * JC-143, JC-144: a failing verdict makes failures of the Pods it ended (JC-106), a good one lets go of them (JC-126).
 * A failure that a rule says to ignore is never counted (JC-120).
 */
const countedAs = (job: Job.Job, pod: Pod.Pod): CountedAs => {
  if (!Job.isReconciled(job) || !isCountable(job, pod) || pod.action === "Ignore") return "Nothing"
  if (pod.phase === "Succeeded") return "Succeeded"
  if (Job.hasFailureTarget(job)) return "Failed"
  return !pod.stopped && PodReplacement.hasFailed(job.spec, pod) ? "Failed" : "Nothing"
}

const none: Pods = []

/** JC-142: the Pods to let go of now. */
const releasable = (job: Job.Job): Pods => {
  if (job.podSet.tally.tracked === 0) return none
  const lettingGo = !Job.isReconciled(job) || job.deletion !== undefined || Job.verdict(job) !== undefined
  if (lettingGo) return OrdinalMap.filter(job.podSet.pods, ({ tracked }) => tracked)
  return Uncounted.ended(job)
}

/** Failed Pods that count for the back-off: ignored ones do too (JC-97). */
const isFailure = (job: Job.Job, pod: Pod.Pod): boolean =>
  isCountable(job, pod) && PodReplacement.hasFailed(job.spec, pod)

/** The record of failures, where this step adds to it; a verdict or a back-off per index needs none. */
const backoff = (job: Job.Job, pods: Pods, at: number): ReadonlyArray<Decision> => {
  if (!Job.isManaged(job) || job.spec.backoffLimitPerIndex !== undefined) return []
  const failedAt = pods.filter((pod) => isFailure(job, pod)).map(Pod.finishTime)
  if (failedAt.length === 0) return []
  const succeededAt = pods.filter((pod) => countedAs(job, pod) === "Succeeded").map(Pod.finishTime)
  const { count, lastAt } = Backoff.record(job.failures, succeededAt, failedAt)
  return count === 0
    ? []
    : [
        {
          _tag: "BackoffArmed",
          at,
          failures: count,
          lastFailureAt: lastAt,
          due: Backoff.due({ count, lastAt })
        }
      ]
}

/** JC-107: an index fails with a Pod that failed by itself, not with one that a verdict ended. */
const failsIndex = (job: Job.Job, pod: Pod.Pod, as: CountedAs): boolean =>
  as === "Failed" &&
  !pod.stopped &&
  PodReplacement.hasFailed(job.spec, pod) &&
  IndexLimit.isPassed(job.spec, pod)

const released = (job: Job.Job, pod: Pod.Pod, at: number): Decision => {
  const as = countedAs(job, pod)
  const decision = { _tag: "PodReleased", at, ordinal: pod.ordinal, countedAs: as } as const
  return failsIndex(job, pod, as) ? { ...decision, failsIndex: true } : decision
}

export const release = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  const pods = releasable(job)
  if (pods.length === 0) return undefined
  return [...pods.map((pod) => released(job, pod, at)), ...backoff(job, pods, at)]
}
