/**
 * How a Job stands, on one line: what is done, what runs, what failed, and what is waited for.
 */
import * as Job from "../../../domain/job/Job.ts"

/** `3 s`, `2 min 5 s`, `1 h 4 min`. */
const span = (millis: number): string => {
  const seconds = Math.ceil(millis / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}

const waiting = ({ due }: Job.Job, now: number): ReadonlyArray<string> => [
  ...(due.backoff === undefined || due.backoff <= now ? [] : [`next retry in ${span(due.backoff - now)}`]),
  ...(due.deadline === undefined || due.deadline <= now ? [] : [`deadline in ${span(due.deadline - now)}`])
]

export const line = (job: Job.Job, now: number): string => {
  if (job.generation === 0) return ""
  const { completions } = job.spec
  const { active, terminating } = job.podSet.tally
  const parts = [
    `${Job.succeeded(job)}${completions === undefined ? "" : `/${completions}`} complete`,
    `${active} active`,
    ...(terminating === 0 ? [] : [`${terminating} ending`]),
    ...(job.failed === 0 ? [] : [`${job.failed} failed`]),
    ...(job.spec.suspend ? ["suspended"] : []),
    ...waiting(job, now)
  ]
  return `${job.metadata.name}: ${parts.join(", ")}`
}
