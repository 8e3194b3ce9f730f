/**
 * A durable queue of jobs that do nothing, as our store and its peers are one.
 */

export interface Queue {
  /** Submits so many jobs, and gives how many succeeded when all have ended. */
  readonly run: (jobs: number) => Promise<number>
  readonly close: () => Promise<void>
}

/** A queue that takes jobs one at a time too, and tells how many milliseconds later each started. */
export interface PromptQueue extends Queue {
  readonly start: () => Promise<number>
}

/** Peers that take many jobs at once are given so many. */
export const batch = 1000

/** So many numbers, a batch at a time. */
export const batches = (jobs: number): ReadonlyArray<ReadonlyArray<number>> =>
  Array.from({ length: Math.ceil(jobs / batch) }, (_, index) =>
    Array.from(
      { length: Math.min(batch, jobs - index * batch) },
      (_each, position) => index * batch + position
    )
  )
