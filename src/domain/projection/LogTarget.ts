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

/**
 * `container`: its name; `allContainers`: every one; otherwise the default one. `previous`: the run before the one that
 * runs or ended last.
 */
export interface Choice {
  readonly container: string | undefined
  readonly allContainers: boolean
  readonly previous: boolean
}

export interface LogTarget {
  readonly pod: PodRecord
  readonly container: ContainerRecord
  readonly attempt: number
}

const annotation = "kubectl.kubernetes.io/default-container"

/** The one the Pod's author named, if there is one of this name. */
const named = ({ template, containers, initContainers }: PodRecord): ContainerRecord | undefined => {
  const name = template.metadata?.annotations?.[annotation]
  return [...containers, ...initContainers].find((container) => container.name === name)
}

/** Nobody said which of several containers is meant (LC-94). */
export const isDefaulted = (pod: PodRecord, { container, allContainers }: Choice): boolean =>
  container === undefined &&
  !allContainers &&
  pod.containers.length + pod.initContainers.length > 1 &&
  named(pod) === undefined

const containersOf = (
  pod: PodRecord,
  { container, allContainers }: Choice
): ReadonlyArray<ContainerRecord> => {
  if (allContainers) return [...pod.initContainers, ...pod.containers]
  const all = [...pod.containers, ...pod.initContainers]
  const one = container === undefined ? (named(pod) ?? all[0]) : all.find(({ name }) => name === container)
  return one === undefined ? [] : [one]
}

/** What is to be shown of the Pod that is meant; nothing where no such container has run. */
export const of = (pods: ReadonlyArray<PodRecord>, choice: Choice): ReadonlyArray<LogTarget> => {
  const [pod] = pods.toSorted(compare)
  if (pod === undefined) return []
  return containersOf(pod, choice).flatMap((container) => {
    const run = choice.previous ? container.last : container.run
    return run === undefined ? [] : [{ pod, container, attempt: run.attempt }]
  })
}
