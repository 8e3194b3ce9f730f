/**
 * What is still to come of a Job, and so who must know it.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as Finalizers from "./Finalizers.ts"
import * as Job from "./Job.ts"

/**
 * `AtWork`: something may yet happen by itself. `AtRest`: nothing does until somebody gives a command: the Job is
 * finished or deleted, without a Pod in hand or a timer. `Gone`: nothing of it is left, not even a finished Pod.
 */
export type Standing = "AtWork" | "AtRest" | "Gone"

/** How far a Job has come: each standing follows those before it. */
export const ranks: { readonly [S in Standing]: number } = { AtWork: 0, AtRest: 1, Gone: 2 }

const hasTimer = ({ due }: Job.Job): boolean =>
  due.backoff !== undefined || due.deadline !== undefined || due.ttl !== undefined

/** Nobody here looks at the Job again (JC-50). */
const isLeftAlone = (job: Job.Job): boolean => Job.isFinished(job) || Job.isManagedElsewhere(job)

/** A Job that is deleted waits for nothing but its Pods; one that is to be deleted is not done yet. */
const isOver = (job: Job.Job): boolean =>
  job.deletedAt !== undefined ||
  (!hasTimer(job) && (job.deletion === undefined ? isLeftAlone(job) : isHeld(job)))

/** All but somebody's finalizers is done with (CL-12). */
const isHeld = ({ metadata }: Job.Job): boolean =>
  Finalizers.others(metadata).length > 0 && Finalizers.policyOf(metadata) === undefined

export const of = (job: Job.Job): Standing => {
  const { pods, finished } = job.podSet
  if (!isOver(job) || pods.size > 0) return "AtWork"
  return job.deletedAt !== undefined && IntervalSet.isEmpty(finished) ? "Gone" : "AtRest"
}

/** The Job has come as far as a standing, and no further. */
export const isUpTo = (job: Job.Job, standing: Standing): boolean => ranks[of(job)] <= ranks[standing]
