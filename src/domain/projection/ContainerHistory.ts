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
  readonly ready: boolean
  readonly run: Run | undefined
  readonly last: Run | undefined
  readonly due: number | undefined
}

export type Containers = ReadonlyArray<ContainerRecord>

export const make = (name: string): ContainerRecord => ({
  name,
  ready: false,
  run: undefined,
  last: undefined,
  due: undefined
})

export const hasEnded = ({ run }: ContainerRecord): boolean => run?.exitCode !== undefined

/** The containers with one of them changed. */
export const change = (
  containers: Containers,
  name: string,
  to: (container: ContainerRecord) => ContainerRecord
): Containers => containers.map((container) => (container.name === name ? to(container) : container))

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
  ({ name, run }: ContainerRecord): ContainerRecord => ({
    name,
    ready,
    run: { attempt, startedAt, finishedAt: undefined, exitCode: undefined, reason: undefined },
    last: run,
    due: undefined
  })

type End = Required<Pick<Run, "attempt" | "finishedAt" | "exitCode" | "reason">>

/** A run ends: the one that is known, or one that never began. */
export const ended =
  (end: End) =>
  ({ name, run, last }: ContainerRecord): ContainerRecord => {
    const isKnown = run?.attempt === end.attempt
    return {
      name,
      ready: false,
      run: { ...end, startedAt: isKnown ? run.startedAt : undefined },
      last: isKnown ? last : run,
      due: undefined
    }
  }

/** Of the containers that had not ended, the first ends with the code reported, the others with 0 (TR-12, TR-13). */
export const evicted = (containers: Containers, event: PodEvicted): Containers =>
  containers.map((container, position) =>
    hasEnded(container) && container.due === undefined
      ? container
      : ended({
          attempt: container.run?.attempt ?? 0,
          finishedAt: event.finishedAt,
          exitCode: position === 0 ? event.exitCode : 0,
          reason: event.containerReason
        })(container)
  )

const latest = (instants: ReadonlyArray<number | undefined>): number | undefined =>
  instants.reduce<number | undefined>(
    (left, right) => (left === undefined || right === undefined ? (left ?? right) : Math.max(left, right)),
    undefined
  )

/** When the last of the containers began, if any of them did. */
export const startedAt = (containers: Containers): number | undefined =>
  latest(containers.map(({ run }) => run?.startedAt))

/** When the last of the containers ended, if any of them did. */
export const finishedAt = (containers: Containers): number | undefined =>
  latest(containers.map(({ run }) => run?.finishedAt))
