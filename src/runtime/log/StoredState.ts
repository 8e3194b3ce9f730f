/**
 * The state of a Job as a log may keep it beside its stream: a cache and nothing else (store rule (h)). With it, who
 * asks for the Job folds only what came after; without it, everything.
 */
import * as Job from "../../domain/job/Job.ts"
import * as JobState from "../../domain/job/JobState.ts"
import * as Standing from "../../domain/job/Standing.ts"

/** `format`: the number of the encoding; what is of another is not read, and replaced in time. */
export interface StoredState {
  readonly format: number
  readonly standing: Standing.Standing
  readonly text: string
}

export const { format } = JobState

export const of = (job: Job.Job): StoredState => ({
  format,
  standing: Standing.of(job),
  text: JSON.stringify(JobState.encode(job))
})

/** The state in a text of this format. */
export const jobOf = (text: string): Job.Job =>
  // The text was made by `of`: a log tells only of texts that are what was given to it.
  JobState.decode(JSON.parse(text) as JobState.JobState)

/** A state is kept once in so many events of its stream, or more, as it is large. */
const eventsMin = 1024
const eventsOfEntry = 4

const interval = (job: Job.Job): number =>
  2 ** Math.ceil(Math.log2(Math.max(eventsMin, eventsOfEntry * JobState.size(job))))

/** Nothing happens to it but by a command, so that there are few states to come. */
const isSettled = (job: Job.Job): boolean => Job.isOver(job) && job.podSet.pods.size === 0

/**
 * Whether the state after a batch is worth keeping: the last one is; of the others, those at multiples of a number
 * that grows with the state, so that keeping costs an event a fraction of what deciding does. It follows from the two
 * states, so that nobody needs to know what others have kept.
 */
export const isDue = (before: Job.Job, after: Job.Job): boolean => {
  const events = interval(after)
  const crossed = Math.floor(after.resourceVersion / events) > Math.floor(before.resourceVersion / events)
  return crossed || isSettled(after)
}
