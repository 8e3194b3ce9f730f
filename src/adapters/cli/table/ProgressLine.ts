/**
 * How far a Job has come, in one line: `3/5 complete, 2 active (1 ready), 1 failed (6 allowed), next try in 8s`.
 */
import type { Progress } from "../../../domain/projection/Progress.ts"
import * as HumanDuration from "../kubectl/HumanDuration.ts"

const complete = ({ succeeded, wanted }: Progress): string =>
  wanted === undefined ? `${succeeded} succeeded` : `${succeeded}/${wanted} complete`

const active = ({ active: count, ready }: Progress): string =>
  ready === count ? `${count} active` : `${count} active (${ready} ready)`

const failures = ({ failed, failuresAllowed }: Progress): string =>
  failuresAllowed === undefined ? `${failed} failed` : `${failed} failed (${failuresAllowed} allowed)`

/** What is zero goes without saying, except the work itself. */
export const of = (progress: Progress): string => {
  const { terminating, failed, failedIndexes, retrySeconds } = progress
  return [
    complete(progress),
    active(progress),
    ...(terminating === 0 ? [] : [`${terminating} terminating`]),
    ...(failed === 0 ? [] : [failures(progress)]),
    ...(failedIndexes === 0
      ? []
      : [failedIndexes === 1 ? "1 index failed" : `${failedIndexes} indexes failed`]),
    ...(retrySeconds === undefined ? [] : [`next try in ${HumanDuration.of(retrySeconds * 1000)}`])
  ].join(", ")
}
