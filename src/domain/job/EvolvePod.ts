/**
 * `evolve` for the events of Pods and their containers: they change the Job's Pods and know of the Job its spec alone.
 * Creation and counting change more of it, and come last.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type * as Decision from "../event/Decision.ts"
import type * as Fact from "../event/Fact.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as ContainerBackoff from "../pod/ContainerBackoff.ts"
import * as Pod from "../pod/Pod.ts"
import * as Backoff from "../policy/Backoff.ts"
import * as Indexes from "./Indexes.ts"
import type { Job } from "./Job.ts"
import * as PodSet from "./PodSet.ts"

type Pods = PodSet.PodSet

/** Changes one container of a Pod by name. */
const changeContainer = (
  pod: Pod.Pod,
  name: string,
  to: (container: Pod.Container) => Pod.Container
): Pod.Pod => ({
  ...pod,
  containers: pod.containers.map((container) => (container.name === name ? to(container) : container))
})

export const slotGranted = (set: Pods, { ordinal }: Fact.SlotGranted, spec: JobSpec): Pods =>
  PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, slot: true }))

export const podScheduled = (set: Pods, { ordinal }: Decision.PodScheduled, spec: JobSpec): Pods =>
  PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, scheduled: true }))

export const containerStarted = (set: Pods, event: Fact.ContainerStarted, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) => ({
    ...changeContainer(pod, event.container, (container) => ({
      ...container,
      state: "Running",
      attempt: event.attempt,
      ready: event.ready,
      due: undefined,
      startable: false,
      restartedAt: event.startedAt
    })),
    restarts: event.attempt > 0 ? pod.restarts + 1 : pod.restarts
  }))

export const containerReady = (set: Pods, event: Fact.ContainerReady, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({ ...container, ready: event.ready }))
  )

const exited = (
  container: Pod.Container,
  end: { readonly exitCode: number; readonly reason: string; readonly finishedAt: number }
): Pod.Container => ({
  ...container,
  state: "Terminated",
  ready: false,
  due: undefined,
  startable: false,
  exitCode: end.exitCode,
  reason: end.reason,
  finishedAt: end.finishedAt
})

interface End {
  readonly ordinal: number
  readonly container: string
  readonly attempt: number
  readonly exitCode: number
  readonly reason: string
  readonly finishedAt: number
}

/** A run that could not be started was an attempt all the same, and counts as a restart (LC-12, JC-105). */
const ended = (set: Pods, end: End, spec: JobSpec): Pods =>
  PodSet.change(set, end.ordinal, spec, (pod) => {
    const before = pod.containers.find(({ name }) => name === end.container)
    const isRestart = pod.deletionAt === undefined && before?.state === "BackingOff"
    return {
      ...changeContainer(pod, end.container, (container) => ({
        ...exited(container, end),
        attempt: end.attempt,
        restartedAt: container.state === "Running" ? container.restartedAt : end.finishedAt
      })),
      restarts: isRestart ? pod.restarts + 1 : pod.restarts
    }
  })

export const containerExited = (set: Pods, event: Fact.ContainerExited, spec: JobSpec): Pods =>
  ended(set, event, spec)

/** LC-56. */
export const containerLost = (set: Pods, event: Fact.ContainerLost, spec: JobSpec): Pods =>
  ended(set, { ...event, exitCode: 137, reason: "ContainerStatusUnknown", finishedAt: event.at }, spec)

/** Of the containers that run, the first ends with the code reported, the others with 0 (TR-12, TR-13). */
export const podEvicted = (set: Pods, event: Fact.PodEvicted, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) => ({
    ...pod,
    evicted: true,
    reason: event.reason === "" ? undefined : event.reason,
    conditions: event.conditions,
    containers: pod.containers.map((container, position) =>
      container.state === "Terminated"
        ? container
        : exited(container, {
            exitCode: position === 0 ? event.exitCode : 0,
            reason: event.containerReason,
            finishedAt: event.finishedAt
          })
    )
  }))

export const containerRestartDecided = (
  set: Pods,
  event: Decision.ContainerRestartDecided,
  spec: JobSpec
): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({
      ...container,
      state: "BackingOff",
      due: event.due,
      startable: event.due <= event.at,
      delaySeconds: ContainerBackoff.nextDelaySeconds(container, container.finishedAt ?? 0)
    }))
  )

export const containerBackoffElapsed = (
  set: Pods,
  event: Fact.ContainerBackoffElapsed,
  spec: JobSpec
): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) =>
    changeContainer(pod, event.container, (container) => ({ ...container, startable: true }))
  )

const ready = (pod: Pod.Pod, event: { readonly at: number; readonly ready: boolean }): Pod.Pod => ({
  ...pod,
  ready: event.ready,
  readyChangedAt: Timestamp.cut(event.at)
})

export const podStarted = (set: Pods, event: Decision.PodStarted, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) => ({ ...ready(pod, event), phase: "Running" }))

export const podReady = (set: Pods, event: Decision.PodReady, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) => ready(pod, event))

export const podSucceeded = (set: Pods, { ordinal }: Decision.PodSucceeded, spec: JobSpec): Pods =>
  PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, phase: "Succeeded" }))

/** JC-113: the rule that matches says what becomes of the failure. */
const actionOf = ({ podFailurePolicy }: JobSpec, rule: number | undefined): Pod.Pod["action"] =>
  rule === undefined ? undefined : podFailurePolicy?.rules?.[rule]?.action

export const podFailed = (set: Pods, { ordinal, rule }: Decision.PodFailed, spec: JobSpec): Pods =>
  PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, phase: "Failed", action: actionOf(spec, rule) }))

const deletionRequested = (
  set: Pods,
  event: { readonly ordinal: number; readonly at: number },
  spec: JobSpec,
  by?: Decision.PodDeletionRequested["by"]
): Pods =>
  IntervalSet.has(set.finished, event.ordinal)
    ? { ...set, leaving: IntervalSet.add(set.leaving, event.ordinal) }
    : PodSet.change(set, event.ordinal, spec, (pod) => ({
        ...pod,
        deletionAt: pod.deletionAt ?? event.at,
        stopped: pod.stopped || (by === "JobController" && pod.tracked)
      }))

/** The Job controller lets go first of Pods it does not want any more, but with a verdict (JC-59, JC-75). */
export const podDeletionRequested = (set: Pods, event: Decision.PodDeletionRequested, spec: JobSpec): Pods =>
  deletionRequested(set, event, spec, event.by)

export const podDeletionRequestedByUser = (
  set: Pods,
  event: Fact.PodDeletionRequestedByUser,
  spec: JobSpec
): Pods => deletionRequested(set, event, spec)

export const podDeleted = (set: Pods, { ordinal }: Decision.PodDeleted, spec: JobSpec): Pods => {
  const pod = PodSet.get(set, ordinal)
  return pod === undefined ? set : PodSet.drop(set, pod, spec)
}

export const finishedPodsDeleted = (set: Pods, event: Decision.FinishedPodsDeleted): Pods => {
  const gone = IntervalSet.fromIntervals(event.ordinals)
  return {
    ...set,
    finished: IntervalSet.without(set.finished, gone),
    leaving: IntervalSet.without(set.leaving, gone)
  }
}

export const podCreated = (job: Job, event: Decision.PodCreated): Job => {
  const pod = Pod.make({
    ordinal: event.ordinal,
    index: event.index,
    indexFailures: event.indexFailures,
    at: event.at,
    containers: job.spec.template.spec.containers.map(({ name }) => name)
  })
  return {
    ...job,
    // With a limit per index others may wait still.
    due: job.spec.backoffLimitPerIndex === undefined ? { ...job.due, backoff: undefined } : job.due,
    podSet: PodSet.put({ ...job.podSet, nextOrdinal: event.ordinal + 1 }, undefined, pod, job.spec)
  }
}

/** Counting: a success ends the run of failures (JC-96), an index counts once (JC-20). */
const counted = (job: Job, pod: Pod.Pod, as: Decision.CountedAs, podSet: Pods): Job => {
  if (as === "Nothing") return { ...job, podSet }
  if (as === "Failed") return { ...job, failed: job.failed + 1, podSet }
  const failures = Backoff.record(job.failures, [Pod.finishTime(pod)], [])
  return { ...job, succeeded: job.succeeded + 1, failures, podSet }
}

/** The index of a Pod that is counted has succeeded, or failed for good. */
const withIndex = (job: Job, { index }: Pod.Pod, { countedAs, failsIndex }: Decision.PodReleased): Pods => {
  const { podSet, spec } = job
  if (index === undefined) return podSet
  if (countedAs === "Succeeded") return PodSet.settled(podSet, index, spec, Indexes.succeeded)
  return failsIndex === true ? PodSet.settled(podSet, index, spec, Indexes.failed) : podSet
}

export const podReleased = (job: Job, event: Decision.PodReleased): Job => {
  const pod = PodSet.get(job.podSet, event.ordinal)
  if (pod === undefined) return job
  const released: Pod.Pod = { ...pod, tracked: false }
  const podSet = PodSet.put(withIndex(job, pod, event), pod, released, job.spec)
  return counted(job, pod, event.countedAs, podSet)
}
