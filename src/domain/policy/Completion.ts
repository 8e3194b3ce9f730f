/**
 * How many Pods a Job wants, when it has succeeded, and when a verdict becomes final (JC-62 to JC-72, JC-32).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"

/** JC-71; a work queue stops replacing Pods with its first success (JC-72). */
export const wantedPods = (job: Job.Job): number => {
  const { completions, parallelism } = job.spec
  const succeeded = Job.succeeded(job)
  if (completions === undefined) return succeeded > 0 ? job.podSet.tally.active : parallelism
  return Math.max(0, Math.min(completions - succeeded, parallelism))
}

/** JC-62, JC-64. */
const isReached = (job: Job.Job): boolean =>
  job.podSet.tally.active === 0 && Job.succeeded(job) >= (job.spec.completions ?? 1)

/** Also while suspended or being deleted (JC-65, JC-67). */
export const reach = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined =>
  Job.isReconciled(job) && Job.verdict(job) === undefined && isReached(job)
    ? [
        {
          _tag: "SuccessCriteriaMet",
          at,
          reason: "CompletionsReached",
          message: "Reached expected number of succeeded pods"
        }
      ]
    : undefined

/**
 * The API refuses a finished Job without a start time (AJ-127), so the verdict over a suspended Job waits for its
 * resumption; only a Job that wants no completions may finish without ever having started.
 */
const mayFinish = ({ startTime, spec }: Job.Job): boolean =>
  startTime !== undefined || (spec.suspend && spec.completions === 0)

/** A verdict is final once every Pod has ended and is counted (JC-30 to JC-33). */
export const finish = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  const verdict = Job.isReconciled(job) ? Job.verdict(job) : undefined
  if (verdict === undefined || !mayFinish(job)) return undefined
  const { tally, uncounted } = job.podSet
  if (tally.active > 0 || tally.terminating > 0 || !IntervalSet.isEmpty(uncounted)) return undefined
  const { reason, message } = verdict
  return [{ _tag: verdict.type === "FailureTarget" ? "JobFailed" : "JobCompleted", at, reason, message }]
}
