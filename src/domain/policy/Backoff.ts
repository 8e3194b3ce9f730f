/**
 * The back-off before failed Pods are replaced: 10, 20, 40, 80, 160, 320, 600, 600 … seconds after the last failure,
 * for the whole Job (JC-94 to JC-99).
 */
import { secondMillis } from "../data/Timestamp.ts"
import type { Failures, Job } from "../job/Job.ts"

const baseSeconds = 10
const delaySecondsMax = 600

/** 10·2ⁿ⁻¹ seconds, at most ten minutes (JC-99). */
const delayMillis = (failures: number): number =>
  Math.min(baseSeconds * 2 ** Math.min(failures - 1, 10), delaySecondsMax) * secondMillis

/** When Pods may be created again. */
export const due = ({ count, lastAt }: Failures): number => (count === 0 ? 0 : lastAt + delayMillis(count))

/** Creation is allowed exactly when the full time has passed. */
export const isOver = (job: Job, at: number): boolean => at >= due(job.failures)

const latest = (instants: ReadonlyArray<number>): number =>
  instants.reduce((left, right) => Math.max(left, right))

/**
 * The record after a step that saw these Pods end, by their finish times. Without a success the failures add up
 * (JC-95); a success starts afresh with the failures that finished strictly later (JC-96).
 */
export const record = (
  failures: Failures,
  succeededAt: ReadonlyArray<number>,
  failedAt: ReadonlyArray<number>
): Failures => {
  const since = succeededAt.length === 0 ? undefined : latest(succeededAt)
  const counting = since === undefined ? failedAt : failedAt.filter((instant) => instant > since)
  const before = since === undefined ? failures : { count: 0, lastAt: 0 }
  return counting.length === 0 ? before : { count: before.count + counting.length, lastAt: latest(counting) }
}
