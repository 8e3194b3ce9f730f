/**
 * `ttlSecondsAfterFinished`: a finished Job is deleted, in the foreground, when its time is over (CL-1 to CL-8, TR-21).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"

/** Counted from the condition that finished the Job (CL-2); absent for a Job that is not due for cleanup (CL-1). */
export const due = (job: Job.Job): number | undefined => {
  const finishedAt = Job.finishedAt(job)
  return finishedAt === undefined || job.spec.ttlSecondsAfterFinished === undefined
    ? undefined
    : Timestamp.after(finishedAt, job.spec.ttlSecondsAfterFinished)
}

export const expire = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  const expiry = due(job)
  if (expiry === undefined || !Job.exists(job) || job.deletion !== undefined) return undefined
  if (at >= expiry) return [{ _tag: "JobExpired", at }]
  return expiry === job.due.ttl ? undefined : [{ _tag: "TTLArmed", at, due: expiry }]
}
