/**
 * What shows that a Pod starts over in place with all its containers (LC-36): the condition `AllContainersRestarting`,
 * its containers removed, and its phase.
 */
import * as ContainerHistory from "./ContainerHistory.ts"

/** Whether all its containers are ended, to start it over, and since when. */
export interface Restarting {
  readonly holds: boolean
  readonly since: number | undefined
}

export const initialState: Restarting = { holds: false, since: undefined }

/** A Pod that is over starts over no more. */
export const ended = (restarting: Restarting, at: number): Restarting =>
  restarting.holds ? { holds: false, since: at } : restarting

interface Pod extends ContainerHistory.PodContainers {
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed"
  readonly ready: boolean
  readonly readyChangedAt: number | undefined
}

/** What becomes of the Pod when its containers are removed: while init containers run it is Pending again (LC-3). */
export const removed = (pod: Pod, at: number) => ({
  ...ContainerHistory.removed(pod),
  phase: pod.initContainers.some(({ isSidecar }) => !isSidecar) ? ("Pending" as const) : pod.phase,
  ready: false,
  readyChangedAt: pod.ready ? at : pod.readyChangedAt,
  restartingAll: { holds: false, since: at },
  exitCode: undefined
})
