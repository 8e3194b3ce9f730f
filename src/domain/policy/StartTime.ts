/**
 * A Job that is not suspended starts with the first look at it (JC-55).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"

export const set = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined =>
  Job.isReconciled(job) && job.startTime === undefined && !job.spec.suspend
    ? [{ _tag: "JobStarted", at, startTime: Timestamp.cut(at) }]
    : undefined
