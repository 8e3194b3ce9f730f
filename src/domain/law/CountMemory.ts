/**
 * What the laws count of a history: Pods, and indexes that have succeeded or failed.
 */
import * as IntervalSet from "../data/IntervalSet.ts"

export interface CountMemory {
  /** Pods created, counted, and gone. */
  readonly created: number
  readonly succeeded: number
  readonly failed: number
  readonly gone: number
  /** Indexes counted as succeeded, and those that failed. */
  readonly completed: IntervalSet.IntervalSet
  readonly failedIndexes: IntervalSet.IntervalSet
}

export const initialState: CountMemory = {
  created: 0,
  succeeded: 0,
  failed: 0,
  gone: 0,
  completed: IntervalSet.empty,
  failedIndexes: IntervalSet.empty
}

const add = (set: IntervalSet.IntervalSet, index: number | undefined): IntervalSet.IntervalSet =>
  index === undefined ? set : IntervalSet.add(set, index)

export const created = (counts: CountMemory): CountMemory => ({ ...counts, created: counts.created + 1 })

export const succeeded = (counts: CountMemory, index: number | undefined): CountMemory => ({
  ...counts,
  succeeded: counts.succeeded + 1,
  completed: add(counts.completed, index)
})

export const failed = (counts: CountMemory): CountMemory => ({ ...counts, failed: counts.failed + 1 })

export const indexFailed = (counts: CountMemory, index: number | undefined): CountMemory => ({
  ...counts,
  failedIndexes: add(counts.failedIndexes, index)
})

export const gone = (counts: CountMemory, pods: number): CountMemory => ({
  ...counts,
  gone: counts.gone + pods
})

/** Indexes that are cut off are forgotten (JC-88). */
export const below = (counts: CountMemory, completions: number): CountMemory => ({
  ...counts,
  completed: IntervalSet.below(counts.completed, completions),
  failedIndexes: IntervalSet.below(counts.failedIndexes, completions)
})
