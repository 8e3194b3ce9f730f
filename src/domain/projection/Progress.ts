/**
 * How far a Job has come, and when it goes on by itself: for those who watch it.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import * as Timestamp from "../data/Timestamp.ts"
import * as Job from "../job/Job.ts"
import * as Defaults from "../manifest/Defaults.ts"

/**
 * `wanted` is absent for a work queue. `failuresAllowed` is the back-off limit, absent where each index has its own;
 * then `failedIndexes` says how many have failed.
 */
export interface Progress {
  readonly succeeded: number
  readonly wanted: number | undefined
  readonly active: number
  readonly ready: number
  readonly terminating: number
  readonly failed: number
  readonly failuresAllowed: number | undefined
  readonly failedIndexes: number
  /** Whole seconds until a failed Pod is replaced or a container runs again in place; absent where nothing waits. */
  readonly retrySeconds: number | undefined
}

/** When containers run again in place. */
const restarts = (job: Job.Job): ReadonlyArray<number> =>
  OrdinalMap.values(job.podSet.pods).flatMap(({ deletionAt, containers }) =>
    deletionAt === undefined
      ? containers.flatMap(({ state, due }) => (state === "BackingOff" && due !== undefined ? [due] : []))
      : []
  )

/** The next of what is to come; a Job whose verdict stands tries nothing again. */
const retryAt = (job: Job.Job, now: number): number | undefined => {
  if (!Job.isManaged(job) || job.spec.suspend) return undefined
  const { backoff } = job.due
  return [...(backoff === undefined ? [] : [backoff]), ...restarts(job)]
    .filter((due) => due > now)
    .reduce<number | undefined>((next, due) => (next === undefined ? due : Math.min(next, due)), undefined)
}

export const of = (job: Job.Job, now: number): Progress => {
  const due = retryAt(job, now)
  return {
    succeeded: Job.succeeded(job),
    wanted: job.spec.completions,
    active: job.podSet.tally.active,
    ready: job.podSet.tally.ready,
    terminating: job.podSet.tally.terminating,
    failed: job.failed,
    failuresAllowed: job.spec.backoffLimit === Defaults.unlimitedFailures ? undefined : job.spec.backoffLimit,
    failedIndexes: job.podSet.indexes.failed.size,
    retrySeconds: due === undefined ? undefined : Math.ceil((due - now) / Timestamp.secondMillis)
  }
}
