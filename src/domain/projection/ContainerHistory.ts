/**
 * What became of the containers of one Pod: the last run of each, and the one before it (LC-10 to LC-13).
 *
 * Instants are what the runtime reported, in epoch milliseconds, as exact as the log has them.
 */
import type { PodEvicted } from "../event/Fact.ts"
import * as Eviction from "../pod/Eviction.ts"
import * as Pod from "../pod/Pod.ts"
import * as StartUp from "../pod/StartUp.ts"

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
  /** It runs, and its startup probe, if it has one, has succeeded (LC-17). */
  readonly started: boolean
  /** Some run of it has started (LC-42). */
  readonly hasStarted: boolean
  readonly ready: boolean
  /** When that last changed. */
  readonly readyChangedAt: number | undefined
  readonly run: Run | undefined
  readonly last: Run | undefined
  readonly due: number | undefined
  /** It was removed, to start its whole Pod over, and waits for its turn (LC-36). */
  readonly isRemoved: boolean
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
  started: false,
  hasStarted: false,
  ready: false,
  readyChangedAt: undefined,
  run: undefined,
  last: undefined,
  due: undefined,
  isRemoved: false
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

export const ready =
  (isReady: boolean, at: number) =>
  (container: ContainerRecord): ContainerRecord => ({ ...container, ready: isReady, readyChangedAt: at })

/** The startup probe of the run has succeeded. */
export const startedUp = (container: ContainerRecord): ContainerRecord => ({
  ...container,
  started: true,
  hasStarted: true
})

/** A run begins; the one before it is remembered (LC-12). */
export const started =
  ({
    attempt,
    startedAt,
    ready,
    started: isStarted = true
  }: {
    readonly attempt: number
    readonly startedAt: number
    readonly ready: boolean
    readonly started?: boolean
  }) =>
  ({ name, isSidecar, hasStarted, readyChangedAt, run }: ContainerRecord): ContainerRecord => ({
    name,
    isSidecar,
    started: isStarted,
    hasStarted: hasStarted || isStarted,
    ready,
    readyChangedAt: ready ? startedAt : readyChangedAt,
    run: { attempt, startedAt, finishedAt: undefined, exitCode: undefined, reason: undefined },
    last: run,
    due: undefined,
    isRemoved: false
  })

export interface End {
  readonly attempt: number
  readonly finishedAt: number
  readonly exitCode: number
  readonly reason: string
}

/** A run ends: the one that is known, or one that never began. */
export const ended =
  (end: End): ((container: ContainerRecord) => ContainerRecord) =>
  ({ name, isSidecar, hasStarted, ready: wasReady, readyChangedAt, run, last }: ContainerRecord) => {
    const isKnown = run?.attempt === end.attempt
    return {
      name,
      isSidecar,
      started: false,
      hasStarted,
      ready: false,
      readyChangedAt: wasReady ? end.finishedAt : readyChangedAt,
      run: { ...end, startedAt: isKnown ? run.startedAt : undefined },
      last: isKnown ? last : run,
      due: undefined,
      isRemoved: false
    }
  }

/** All there is to know of a run whose container was removed: what it ended with is forgotten (LC-36). */
const removedRun = ({ attempt }: Run): Run => ({
  attempt,
  startedAt: undefined,
  finishedAt: undefined,
  exitCode: 137,
  reason: Pod.restartingAllContainers
})

/** One that waited for its next run goes on waiting, now for its turn. */
const withoutContainer = (container: ContainerRecord): ContainerRecord => {
  const { run, due } = container
  if (run === undefined) return container
  const waits = { ...container, hasStarted: false, due: undefined, isRemoved: true }
  return due === undefined ? { ...waits, run: removedRun(run) } : waits
}

/** All containers are removed, to start the Pod over in place (LC-36). */
export const removed = ({ initContainers, containers }: PodContainers): PodContainers => ({
  initContainers: initContainers.map(withoutContainer),
  containers: containers.map(withoutContainer)
})

/** A container that has ended, and not to run again. */
const isOver = (container: ContainerRecord): boolean =>
  hasEnded(container) && container.due === undefined && !container.isRemoved

/** What comes behind an init container may begin (LC-40, LC-42). */
export const letsPass = (container: ContainerRecord): boolean =>
  StartUp.letsPass(container, container.run?.exitCode)

/** All its containers may have begun. */
export const isInitialized = ({ initContainers, containers }: PodContainers): boolean =>
  containers.some(({ run }) => run !== undefined) || initContainers.every(letsPass)

/** Nothing of the Pod runs again: a container that waited for its next run has ended with the last one. */
export const settled = ({ initContainers, containers }: PodContainers): PodContainers => {
  const settle = (container: ContainerRecord): ContainerRecord =>
    container.due === undefined && !container.isRemoved
      ? container
      : { ...container, due: undefined, isRemoved: false }
  return { initContainers: initContainers.map(settle), containers: containers.map(settle) }
}

/** The whole Pod was ended from outside (TR-13). */
export const evicted = (pod: PodContainers, event: PodEvicted): PodContainers =>
  Eviction.of(pod, event, {
    isInitialized: pod.initContainers.every(letsPass),
    isNew: ({ run }) => run === undefined,
    isOver: (container) => container.isRemoved || isOver(container),
    ended: (container, end) => ended({ attempt: container.run?.attempt ?? 0, ...end })(container)
  })

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
