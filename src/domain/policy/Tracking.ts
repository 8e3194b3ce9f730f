/**
 * Counting every Pod exactly once: a Job lets go of each Pod in one decision that says what it counted as.
 *
 * Upstream needs two phases and a list of UIDs in between, because its writes are not transactional (JC-139 to
 * JC-152); one event is both.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { CountedAs, Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as Tally from "../job/Tally.ts"
import * as Pod from "../pod/Pod.ts"
import * as Backoff from "./Backoff.ts"
import * as PodReplacement from "./PodReplacement.ts"

type Pods = ReadonlyArray<Pod.Pod>

/** JC-12: a Pod of an index outside `completions` is never counted. */
const isCountable = (job: Job.Job, pod: Pod.Pod): boolean => !Tally.isBeyond(pod, job.spec.completions)

/** JC-143, JC-144: once a failing verdict stands, every Pod that has not succeeded counts as failed. */
const countedAs = (job: Job.Job, pod: Pod.Pod): CountedAs => {
  if (!Job.isReconciled(job) || !isCountable(job, pod)) return "Nothing"
  if (pod.phase === "Succeeded") return "Succeeded"
  return Job.hasFailureTarget(job) || PodReplacement.hasFailed(job, pod) ? "Failed" : "Nothing"
}

const none: Pods = []

const uncounted = (job: Job.Job): Pods =>
  IntervalSet.isEmpty(job.podSet.uncounted)
    ? none
    : IntervalSet.members(job.podSet.uncounted).flatMap(
        (ordinal) => OrdinalMap.get(job.podSet.pods, ordinal) ?? none
      )

/** JC-142: the Pods to let go of now. */
const releasable = (job: Job.Job): Pods => {
  if (job.podSet.tally.tracked === 0) return none
  const lettingGo = !Job.isReconciled(job) || job.deletion !== undefined || Job.verdict(job) !== undefined
  if (lettingGo) return OrdinalMap.filter(job.podSet.pods, (pod) => pod.tracked)
  return PodReplacement.hasEarlyFailures(job)
    ? OrdinalMap.filter(
        job.podSet.pods,
        (pod) => pod.tracked && (Pod.isFinished(pod) || Pod.isTerminating(pod))
      )
    : uncounted(job)
}

/** The record of failures, where this step adds to it; a verdict needs none any more. */
const backoff = (job: Job.Job, pods: Pods, at: number): ReadonlyArray<Decision> => {
  if (!Job.isManaged(job)) return []
  const finishTimes = (as: CountedAs): ReadonlyArray<number> =>
    pods.filter((pod) => countedAs(job, pod) === as).map(Pod.finishTime)
  const failedAt = finishTimes("Failed")
  if (failedAt.length === 0) return []
  const { count, lastAt } = Backoff.record(job.failures, finishTimes("Succeeded"), failedAt)
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

export const release = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  const pods = releasable(job)
  if (pods.length === 0) return undefined
  return [
    ...pods.map((pod): Decision => ({
      _tag: "PodReleased",
      at,
      ordinal: pod.ordinal,
      countedAs: countedAs(job, pod)
    })),
    ...backoff(job, pods, at)
  ]
}
