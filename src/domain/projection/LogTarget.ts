/**
 * Of which Pod `kubectl logs job/NAME` shows the output (LC-95), of which of its containers (LC-94), and of which run
 * of that (LC-93).
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

/** `container`: its name, or the first of the Pod; `previous`: the run before the one that runs or ended last. */
export interface Choice {
  readonly container: string | undefined
  readonly previous: boolean
}

export interface LogTarget {
  readonly pod: PodRecord
  readonly container: ContainerRecord
  readonly attempt: number
}

/** What is to be shown; nothing where no such container has run. */
export const of = (
  pods: ReadonlyArray<PodRecord>,
  { container, previous }: Choice
): LogTarget | undefined => {
  const [pod] = pods.toSorted(compare)
  const all = pod === undefined ? [] : [...pod.containers, ...pod.initContainers]
  const chosen = all.find(({ name }) => container === undefined || name === container)
  const run = previous ? chosen?.last : chosen?.run
  return pod === undefined || chosen === undefined || run === undefined
    ? undefined
    : { pod, container: chosen, attempt: run.attempt }
}
