/**
 * `evolve` for the events of containers: each changes one container of one Pod.
 */
import { secondMillis } from "../data/Timestamp.ts"
import type * as Decision from "../event/Decision.ts"
import type * as Fact from "../event/Fact.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as ContainerBackoff from "../pod/ContainerBackoff.ts"
import * as Pod from "../pod/Pod.ts"
import * as PodSet from "./PodSet.ts"

type Pods = PodSet.PodSet
type Change = (container: Pod.Container) => Pod.Container

const changed = (
  containers: ReadonlyArray<Pod.Container>,
  name: string,
  to: Change
): ReadonlyArray<Pod.Container> =>
  containers.map((container) => (container.name === name ? to(container) : container))

/** Changes one container of a Pod by name, of whichever kind it is. */
const changeContainer = (pod: Pod.Pod, name: string, to: Change): Pod.Pod =>
  pod.initContainers.some((container) => container.name === name)
    ? { ...pod, initContainers: changed(pod.initContainers, name, to) }
    : { ...pod, containers: changed(pod.containers, name, to) }

/** A removed container restarts by its removal (LC-36), any other by its next run (LC-12). */
const isRestart = (pod: Pod.Pod, name: string): boolean => {
  const container = Pod.container(pod, name)
  return container !== undefined && container.attempt >= 0 && !Pod.isRemoved(container)
}

const restarted = (pod: Pod.Pod): Pod.Pod => ({ ...pod, restarts: pod.restarts + 1 })

export const started = (set: Pods, event: Fact.ContainerStarted, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) => {
    const counted = isRestart(pod, event.container) ? restarted(pod) : pod
    return changeContainer(counted, event.container, (container) => ({
      ...container,
      state: "Running",
      started: event.started !== false,
      hasStarted: container.hasStarted || event.started !== false,
      unhealthy: undefined,
      attempt: event.attempt,
      ready: event.ready,
      due: undefined,
      startable: false,
      restartedAt: event.startedAt
    }))
  })

export const ready = (set: Pods, event: Fact.ContainerReady, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({ ...container, ready: event.ready }))
  )

export const startupSucceeded = (set: Pods, event: Fact.ContainerStartupSucceeded, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({ ...container, started: true, hasStarted: true }))
  )

export const unhealthy = (set: Pods, event: Fact.ContainerUnhealthy, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({ ...container, unhealthy: event.cause }))
  )

export const killDecided = (set: Pods, event: Decision.ContainerKillDecided, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({
      ...container,
      kill: { at: event.at, killAt: event.at + event.graceSeconds * secondMillis }
    }))
  )

interface End {
  readonly exitCode: number
  readonly reason: string
  readonly finishedAt: number
}

/** A container with its run ended, or with the run ended that will not begin. Why it must not go on is told until the next. */
export const terminated = (container: Pod.Container, end: End): Pod.Container => ({
  ...container,
  state: "Terminated",
  started: false,
  ready: false,
  kill: undefined,
  due: undefined,
  startable: false,
  exitCode: end.exitCode,
  reason: end.reason,
  finishedAt: end.finishedAt
})

interface EndOfRun extends End {
  readonly ordinal: number
  readonly container: string
  readonly attempt: number
}

/** A run that could not be started was an attempt all the same, and counts as a restart (LC-12, JC-105). */
const ended = (set: Pods, end: EndOfRun, spec: JobSpec): Pods =>
  PodSet.change(set, end.ordinal, spec, (pod) => {
    const isLate = Pod.isStopping(pod) || Pod.container(pod, end.container)?.state !== "BackingOff"
    const counted = isLate || !isRestart(pod, end.container) ? pod : restarted(pod)
    return changeContainer(counted, end.container, (container) => ({
      ...terminated(container, end),
      attempt: end.attempt,
      restartedAt: container.state === "Running" ? container.restartedAt : end.finishedAt
    }))
  })

export const exited = (set: Pods, event: Fact.ContainerExited, spec: JobSpec): Pods => ended(set, event, spec)

/** LC-56. */
export const lost = (set: Pods, event: Fact.ContainerLost, spec: JobSpec): Pods =>
  ended(set, { ...event, exitCode: 137, reason: "ContainerStatusUnknown", finishedAt: event.at }, spec)

export const restartDecided = (set: Pods, event: Decision.ContainerRestartDecided, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({
      ...container,
      state: "BackingOff",
      due: event.due,
      startable: event.due <= event.at,
      delaySeconds: ContainerBackoff.nextDelaySeconds(container, container.finishedAt ?? 0)
    }))
  )

export const backoffElapsed = (set: Pods, event: Fact.ContainerBackoffElapsed, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({ ...container, startable: true }))
  )
