/**
 * How the containers of a Pod end that is ended as a whole from outside (TR-12, TR-13): of those that had not ended, the
 * first with the code reported, the others with 0; before they begin, the init container in hand.
 *
 * One rule for the Pod that is decided on and for the one that is shown.
 */
import type { PodEvicted } from "../event/Fact.ts"

export interface End {
  readonly exitCode: number
  readonly reason: string
  readonly finishedAt: number
}

/** How containers tell of themselves, and how one is ended. */
export interface Reading<C> {
  /** The init containers let the others begin (LC-40). */
  readonly isInitialized: boolean
  readonly isNew: (container: C) => boolean
  readonly isOver: (container: C) => boolean
  readonly ended: (container: C, end: End) => C
}

export interface Containers<C> {
  readonly initContainers: ReadonlyArray<C>
  readonly containers: ReadonlyArray<C>
}

export const of = <C extends { readonly isSidecar: boolean }>(
  { initContainers, containers }: Containers<C>,
  { exitCode, containerReason: reason, finishedAt }: PodEvicted,
  { isInitialized, isNew, isOver, ended }: Reading<C>
): Containers<C> => {
  const end = (container: C, isFirst: boolean): C =>
    ended(container, { exitCode: isFirst ? exitCode : 0, reason, finishedAt })
  const first = containers.find((container) => !isOver(container))
  return {
    initContainers: initContainers.map((container) =>
      isNew(container) || isOver(container)
        ? container
        : end(container, !isInitialized && !container.isSidecar)
    ),
    containers: containers.map((container) =>
      !isInitialized || isOver(container) ? container : end(container, container === first)
    )
  }
}
