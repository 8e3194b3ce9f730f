/**
 * Pods as `kubectl get pods` shows them (LC-90, KW-82).
 */
import type { ContainerStatus, State } from "../../../domain/projection/ContainerStatuses.ts"
import type { PodObject } from "../../../domain/projection/PodObject.ts"
import * as HumanDuration from "./HumanDuration.ts"

const narrow = ["NAME", "READY", "STATUS", "RESTARTS", "AGE"]

export const headings = (isWide: boolean): ReadonlyArray<string> =>
  isWide ? [...narrow, "IP", "NODE", "NOMINATED NODE", "READINESS GATES"] : narrow

type Statuses = ReadonlyArray<ContainerStatus>

const statuses = ({ status }: PodObject): Statuses => status.containerStatuses ?? []

/** As many as the Pod has init containers, in their order. */
const initStatuses = ({ status }: PodObject): Statuses => status.initContainerStatuses ?? []

const isSidecar = ({ spec }: PodObject, { name }: ContainerStatus): boolean =>
  spec.initContainers?.some((item) => item.name === name && item.restartPolicy === "Always") === true

const sidecars = (pod: PodObject): Statuses => initStatuses(pod).filter((one) => isSidecar(pod, one))

/** Why a container does not run. */
const reason = ({ waiting, terminated }: State): string | undefined => {
  if (waiting !== undefined) return waiting.reason
  if (terminated === undefined) return undefined
  return terminated.reason === "" ? `ExitCode:${terminated.exitCode}` : terminated.reason
}

const holds = (pod: PodObject, type: string): boolean =>
  pod.status.conditions?.some((one) => one.type === type && one.status === "True") === true

const completed = "Completed"

/** A Pod of which only a part is over is not over. */
const unlessCompleted = (pod: PodObject, reasons: ReadonlyArray<string>): string => {
  const isRunning = statuses(pod).some(({ ready, state }) => ready && state.running !== undefined)
  if (!isRunning) return reasons.find((one) => one !== completed) ?? completed
  return holds(pod, "Ready") ? "Running" : "NotReady"
}

const isOver = ({ status: { phase } }: PodObject): boolean => phase === "Succeeded" || phase === "Failed"

/** An init container that is done: ended with 0, or a sidecar that runs. */
const isUp = (pod: PodObject, one: ContainerStatus): boolean =>
  one.state.terminated?.exitCode === 0 || (isSidecar(pod, one) && one.started)

/** How far the start of the Pod has come, or why no further; nothing once its containers were begun. */
const initializing = (pod: PodObject): string | undefined => {
  const all = initStatuses(pod)
  const position = all.findIndex((one) => !isUp(pod, one))
  const trouble = all[position]
  if (trouble === undefined || holds(pod, "Initialized")) return undefined
  const why = reason(trouble.state)
  return why === undefined || why === "PodInitializing" ? `Init:${position}/${all.length}` : `Init:${why}`
}

/** The reason of the first container that has one, else the Pod's own, else its phase. */
export const status = (pod: PodObject): string => {
  if (pod.metadata.deletionTimestamp !== undefined && !isOver(pod)) return "Terminating"
  const start = initializing(pod)
  if (start !== undefined) return start
  const reasons = statuses(pod).flatMap(({ state }) => reason(state) ?? [])
  const [first = pod.status.reason ?? pod.status.phase] = reasons
  return first === completed ? unlessCompleted(pod, reasons) : first
}

/** Of the containers and sidecars. */
const ready = (pod: PodObject): string => {
  const counted = initializing(pod) === undefined ? [...sidecars(pod), ...statuses(pod)] : sidecars(pod)
  const count = counted.filter((one) => one.ready && one.state.running !== undefined).length
  return `${count}/${pod.spec.containers.length + sidecars(pod).length}`
}

/**
 * `2 (30s ago)`: the runs that ended before the present ones, and when the last of them did; while the Pod starts, those
 * of its init containers.
 */
const restarts = (pod: PodObject, now: number): string => {
  const counted = initializing(pod) === undefined ? [...sidecars(pod), ...statuses(pod)] : initStatuses(pod)
  const count = counted.reduce((sum, { restartCount }) => sum + restartCount, 0)
  const [last] = counted
    .flatMap(({ lastState }) => lastState.terminated?.finishedAt ?? [])
    .toSorted((left, right) => Date.parse(right) - Date.parse(left))
  return count === 0 || last === undefined
    ? String(count)
    : `${count} (${HumanDuration.since(last, now)} ago)`
}

const none = "<none>"

/** How many of its gates are open. */
const gates = (pod: PodObject): string => {
  const { readinessGates: all = [] } = pod.spec
  const open = all.filter(({ conditionType = "" }) => holds(pod, conditionType)).length
  return all.length === 0 ? none : `${open}/${all.length}`
}

export const row = (pod: PodObject, now: number, isWide: boolean): ReadonlyArray<string> => [
  pod.metadata.name,
  ready(pod),
  status(pod),
  restarts(pod, now),
  HumanDuration.since(pod.metadata.creationTimestamp, now),
  ...(isWide ? [pod.status.podIP ?? none, pod.spec.nodeName ?? none, none, gates(pod)] : [])
]
