/**
 * `activeDeadlineSeconds`: how long a Job may be active, counted from its start or last resume (JC-129 to JC-131).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"

/** When the deadline passes; absent without a deadline, before the start and while suspended. */
const due = ({ spec, startTime }: Job.Job): number | undefined =>
  spec.activeDeadlineSeconds === undefined || startTime === undefined || spec.suspend
    ? undefined
    : Timestamp.after(startTime, spec.activeDeadlineSeconds)

export const isExceeded = (job: Job.Job, at: number): boolean => {
  const deadline = due(job)
  return deadline !== undefined && at >= deadline
}

export const reason = { reason: "DeadlineExceeded", message: "Job was active longer than specified deadline" }

/** JC-130: the timer that makes sure somebody looks. */
export const arm = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  const deadline = due(job)
  if (deadline === undefined || deadline === job.due.deadline) return undefined
  return Job.isReconciled(job) && Job.verdict(job) === undefined
    ? [{ _tag: "DeadlineArmed", at, due: deadline }]
    : undefined
}
