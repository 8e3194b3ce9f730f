/**
 * Pods as `kubectl get pods` shows them (LC-90, KW-82).
 */
import type { ContainerStatus, State } from "../../../domain/projection/ContainerStatuses.ts"
import type { PodObject } from "../../../domain/projection/PodObject.ts"
import * as HumanDuration from "./HumanDuration.ts"

const narrow = ["NAME", "READY", "STATUS", "RESTARTS", "AGE"]

export const headings = (isWide: boolean): ReadonlyArray<string> =>
  isWide ? [...narrow, "IP", "NODE", "NOMINATED NODE", "READINESS GATES"] : narrow

const statuses = ({ status }: PodObject): ReadonlyArray<ContainerStatus> => status.containerStatuses ?? []

/** Why a container does not run. */
const reason = ({ waiting, terminated }: State): string | undefined => {
  if (waiting !== undefined) return waiting.reason
  if (terminated === undefined) return undefined
  return terminated.reason === "" ? `ExitCode:${terminated.exitCode}` : terminated.reason
}

const completed = "Completed"

/** A Pod of which only a part is over is not over. */
const unlessCompleted = (pod: PodObject, reasons: ReadonlyArray<string>): string => {
  const isRunning = statuses(pod).some(({ ready, state }) => ready && state.running !== undefined)
  if (!isRunning) return reasons.find((one) => one !== completed) ?? completed
  const isReady = pod.status.conditions?.some(
    ({ type, status: holds }) => type === "Ready" && holds === "True"
  )
  return isReady === true ? "Running" : "NotReady"
}

const isOver = ({ status: { phase } }: PodObject): boolean => phase === "Succeeded" || phase === "Failed"

/** The reason of the first container that has one, else the Pod's own, else its phase. */
export const status = (pod: PodObject): string => {
  if (pod.metadata.deletionTimestamp !== undefined && !isOver(pod)) return "Terminating"
  const reasons = statuses(pod).flatMap(({ state }) => reason(state) ?? [])
  const [first = pod.status.reason ?? pod.status.phase] = reasons
  return first === completed ? unlessCompleted(pod, reasons) : first
}

const ready = (pod: PodObject): string => {
  const count = statuses(pod).filter((one) => one.ready && one.state.running !== undefined).length
  return `${count}/${pod.spec.containers.length}`
}

/** `2 (30s ago)`: the runs that ended before the present ones, and when the last of them did. */
const restarts = (pod: PodObject, now: number): string => {
  const count = statuses(pod).reduce((sum, { restartCount }) => sum + restartCount, 0)
  const [last] = statuses(pod)
    .flatMap(({ lastState }) => lastState.terminated?.finishedAt ?? [])
    .toSorted((left, right) => Date.parse(right) - Date.parse(left))
  return count === 0 || last === undefined
    ? String(count)
    : `${count} (${HumanDuration.since(last, now)} ago)`
}

const none = "<none>"

export const row = (pod: PodObject, now: number, isWide: boolean): ReadonlyArray<string> => [
  pod.metadata.name,
  ready(pod),
  status(pod),
  restarts(pod, now),
  HumanDuration.since(pod.metadata.creationTimestamp, now),
  ...(isWide ? [pod.status.podIP ?? none, pod.spec.nodeName ?? none, none, none] : [])
]
