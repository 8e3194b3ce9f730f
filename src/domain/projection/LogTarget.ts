/**
 * Of which Pod `kubectl logs job/NAME` shows the output (LC-95), and of which run of a container (LC-93).
 */
import type { ContainerRecord } from "./ContainerHistory.ts"
import type { PodRecord } from "./PodHistory.ts"

/** What weighs, the heaviest first; less is better. */
const weights: ReadonlyArray<(pod: PodRecord) => number> = [
  ({ scheduledAt }) => (scheduledAt === undefined ? 1 : 0),
  ({ phase }) => (phase === "Pending" ? 1 : 0),
  ({ ready }) => (ready ? 0 : 1),
  ({ ready, readyChangedAt }) => (ready ? (readyChangedAt ?? 0) : 0),
  ({ restarts }) => -restarts,
  ({ ordinal }) => ordinal
]

const compare = (left: PodRecord, right: PodRecord): number =>
  weights.reduce((order, weight) => (order === 0 ? weight(left) - weight(right) : order), 0)

/** The Pods, the one to be shown first. */
export const ranked = (pods: ReadonlyArray<PodRecord>): ReadonlyArray<PodRecord> => pods.toSorted(compare)

/** The attempt to be shown: the one that runs or ended last, or with `previous` the one before it. */
export const attempt = ({ run, last }: ContainerRecord, previous: boolean): number | undefined =>
  (previous ? last : run)?.attempt
