/**
 * `containerStatuses` of a Pod (LC-10 to LC-17, LC-32), in the order in which the API writes their members.
 */
import * as Timestamp from "../data/Timestamp.ts"
import * as Pod from "../pod/Pod.ts"
import type { ContainerRecord, Run } from "./ContainerHistory.ts"

const time = (at: number | undefined): string | null => (at === undefined ? null : Timestamp.format(at))

export interface Waiting {
  readonly reason: string
  readonly message?: string
}

export interface Terminated {
  readonly exitCode: number
  readonly reason: string
  readonly message?: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

/** At most one of them; none in the `lastState` of a container that ran once or never. */
export interface State {
  readonly waiting?: Waiting
  readonly running?: { readonly startedAt: string | null }
  readonly terminated?: Terminated
}

export interface ContainerStatus {
  readonly name: string
  readonly state: State
  readonly lastState: State
  readonly ready: boolean
  readonly restartCount: number
  readonly image: string
  readonly imageID: string
  readonly started: boolean
}

/** The words of a kubelet for a container that was removed to start its whole Pod over (LC-36). */
const removed = {
  reason: Pod.restartingAllContainers,
  message: "The container is removed because RestartAllContainers in place"
}

const terminated = (run: Run | undefined): State =>
  run?.exitCode === undefined
    ? {}
    : {
        terminated: {
          exitCode: run.exitCode,
          reason: run.reason ?? "",
          ...(run.reason === removed.reason ? removed : {}),
          startedAt: time(run.startedAt),
          finishedAt: time(run.finishedAt)
        }
      }

/** `10s`, `1m20s`, `5m0s`, as Go writes durations. */
const duration = (millis: number): string => {
  const seconds = Math.floor(millis / Timestamp.secondMillis)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}

/** What the API calls a Pod in the words of its kubelet. */
export interface PodIdentity {
  readonly name: string
  readonly namespace: string
  readonly uid: string
}

/** LC-32. */
const backingOff = ({ name, run, due }: ContainerRecord, pod: PodIdentity): State => {
  const delay = duration((due ?? 0) - (run?.finishedAt ?? 0))
  const whose = `container=${name} pod=${pod.name}_${pod.namespace}(${pod.uid})`
  return {
    waiting: { reason: "CrashLoopBackOff", message: `back-off ${delay} restarting failed ${whose}` }
  }
}

/** What is waited for before the first run (LC-11). */
export type Beginning = "ContainerCreating" | "PodInitializing"

const state = (container: ContainerRecord, pod: PodIdentity, reason: Beginning): State => {
  if (container.run === undefined) return { waiting: { reason } }
  if (container.isRemoved) return { waiting: container.run.reason === removed.reason ? removed : { reason } }
  if (container.due !== undefined) return backingOff(container, pod)
  return container.run.exitCode === undefined
    ? { running: { startedAt: time(container.run.startedAt) } }
    : terminated(container.run)
}

/** A container that waits for its next run shows the one that ended as its last (LC-13). */
const last = ({ run, last: before, due, isRemoved }: ContainerRecord): State =>
  terminated(due === undefined && !isRemoved ? before : run)

/** A run that could not be started counts (LC-12); one that was called off before it began does not. */
const restartCount = ({ run, isRemoved }: ContainerRecord): number => {
  if (run === undefined) return 0
  if (run.reason === removed.reason) return isRemoved ? run.attempt + 1 : run.attempt
  const isCalledOff = run.startedAt === undefined && run.reason !== "StartError"
  return isCalledOff ? Math.max(0, run.attempt - 1) : run.attempt
}

/** What a status is made of beside the container's history. */
export interface Circumstances {
  readonly image: string
  /** It is an init container and no sidecar: ready once it ended with 0 (LC-17). */
  readonly isInit: boolean
  readonly beginning: Beginning
}

export const of = (
  container: ContainerRecord,
  { image, isInit, beginning }: Circumstances,
  pod: PodIdentity
): ContainerStatus => ({
  name: container.name,
  state: state(container, pod, beginning),
  lastState: last(container),
  ready: isInit ? container.run?.exitCode === 0 : container.ready,
  restartCount: restartCount(container),
  image,
  imageID: "",
  started: container.started
})
