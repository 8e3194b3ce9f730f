/**
 * What became of the containers of one Pod: the last run of each, and the one before it (LC-10 to LC-13).
 *
 * Instants are what the runtime reported, in epoch milliseconds, as exact as the log has them.
 */
import type { PodEvicted } from "../event/Fact.ts"

/** One run of a container; without `exitCode` it has not ended, without `startedAt` it never began (LC-14). */
export interface Run {
  readonly attempt: number
  readonly startedAt: number | undefined
  readonly finishedAt: number | undefined
  readonly exitCode: number | undefined
  readonly reason: string | undefined
}

/** `due`: when the next run may begin, where the container has to wait for it (LC-31). */
export interface ContainerRecord {
  readonly name: string
  /** An init container that runs beside the others (LC-42). */
  readonly isSidecar: boolean
  readonly ready: boolean
  readonly run: Run | undefined
  readonly last: Run | undefined
  readonly due: number | undefined
}

export type Containers = ReadonlyArray<ContainerRecord>

/** Those of a Pod, each kind in the order of the manifest. */
export interface PodContainers {
  readonly initContainers: Containers
  readonly containers: Containers
}

export const make = (name: string, isSidecar: boolean = false): ContainerRecord => ({
  name,
  isSidecar,
  ready: false,
  run: undefined,
  last: undefined,
  due: undefined
})

export const hasEnded = ({ run }: ContainerRecord): boolean => run?.exitCode !== undefined

const changed = (
  containers: Containers,
  name: string,
  to: (container: ContainerRecord) => ContainerRecord
): Containers => containers.map((container) => (container.name === name ? to(container) : container))

/** One of them changed, of whichever kind it is; the kind as it is then. */
export const change = (
  { initContainers, containers }: PodContainers,
  name: string,
  to: (container: ContainerRecord) => ContainerRecord
): Partial<PodContainers> =>
  initContainers.some((container) => container.name === name)
    ? { initContainers: changed(initContainers, name, to) }
    : { containers: changed(containers, name, to) }

/** A run begins; the one before it is remembered (LC-12). */
export const started =
  ({
    attempt,
    startedAt,
    ready
  }: {
    readonly attempt: number
    readonly startedAt: number
    readonly ready: boolean
  }) =>
  ({ name, isSidecar, run }: ContainerRecord): ContainerRecord => ({
    name,
    isSidecar,
    ready,
    run: { attempt, startedAt, finishedAt: undefined, exitCode: undefined, reason: undefined },
    last: run,
    due: undefined
  })

export interface End {
  readonly attempt: number
  readonly finishedAt: number
  readonly exitCode: number
  readonly reason: string
}

/** A run ends: the one that is known, or one that never began. */
export const ended =
  (end: End) =>
  ({ name, isSidecar, run, last }: ContainerRecord): ContainerRecord => {
    const isKnown = run?.attempt === end.attempt
    return {
      name,
      isSidecar,
      ready: false,
      run: { ...end, startedAt: isKnown ? run.startedAt : undefined },
      last: isKnown ? last : run,
      due: undefined
    }
  }

/** A container that has ended, and not to run again. */
const isOver = (container: ContainerRecord): boolean => hasEnded(container) && container.due === undefined

/** What comes behind an init container may begin (LC-40, LC-42). */
export const letsPass = ({ isSidecar, run, last }: ContainerRecord): boolean =>
  isSidecar ? (run?.startedAt ?? last?.startedAt) !== undefined : run?.exitCode === 0

/** All its containers may have begun. */
export const isInitialized = ({ initContainers, containers }: PodContainers): boolean =>
  containers.some(({ run }) => run !== undefined) || initContainers.every(letsPass)

/** Nothing of the Pod runs again: a container that waited for its next run has ended with the last one. */
export const settled = ({ initContainers, containers }: PodContainers): PodContainers => {
  const settle = (container: ContainerRecord): ContainerRecord =>
    container.due === undefined ? container : { ...container, due: undefined }
  return { initContainers: initContainers.map(settle), containers: containers.map(settle) }
}

const endedBy = (event: PodEvicted, isFirst: boolean) => (container: ContainerRecord) =>
  ended({
    attempt: container.run?.attempt ?? 0,
    finishedAt: event.finishedAt,
    exitCode: isFirst ? event.exitCode : 0,
    reason: event.containerReason
  })(container)

/** Of the containers that had not ended, the first ends with the code reported, the others with 0 (TR-12, TR-13). */
export const evicted = (pod: PodContainers, event: PodEvicted): PodContainers => {
  const hasBegun = isInitialized(pod)
  const first = pod.containers.findIndex((container) => !isOver(container))
  return {
    initContainers: pod.initContainers.map((container) =>
      container.run === undefined || isOver(container)
        ? container
        : endedBy(event, !hasBegun && !container.isSidecar)(container)
    ),
    containers: pod.containers.map((container, position) =>
      !hasBegun || isOver(container) ? container : endedBy(event, position === first)(container)
    )
  }
}

const latest = (instants: ReadonlyArray<number | undefined>): number | undefined =>
  instants.reduce<number | undefined>(
    (left, right) => (left === undefined || right === undefined ? (left ?? right) : Math.max(left, right)),
    undefined
  )

/** When the last of the containers began, if any of them did. */
export const startedAt = (containers: Containers): number | undefined =>
  latest(containers.map(({ run }) => run?.startedAt))

/** When the last of the containers and sidecars ended, if any did; before they began, the last of all that ran. */
export const finishedAt = (pod: PodContainers): number | undefined =>
  latest(
    [
      ...pod.initContainers.filter(({ isSidecar }) => isSidecar || !isInitialized(pod)),
      ...pod.containers
    ].map(({ run }) => run?.finishedAt)
  )
