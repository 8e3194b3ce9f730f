/**
 * `evolve` for the events of Pods and their containers.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type * as Decision from "../event/Decision.ts"
import type * as Fact from "../event/Fact.ts"
import * as ContainerBackoff from "../pod/ContainerBackoff.ts"
import * as Pod from "../pod/Pod.ts"
import * as Backoff from "../policy/Backoff.ts"
import * as Indexes from "./Indexes.ts"
import type { Job } from "./Job.ts"
import * as PodEvolution from "./PodEvolution.ts"

export const podCreated = (job: Job, event: Decision.PodCreated): Job =>
  PodEvolution.put(
    { ...job, nextOrdinal: event.ordinal + 1, due: { ...job.due, backoff: undefined } },
    undefined,
    Pod.make({
      ordinal: event.ordinal,
      index: event.index,
      at: event.at,
      containers: job.spec.template.spec.containers.map(({ name }) => name)
    })
  )

export const slotGranted = (job: Job, { ordinal }: Fact.SlotGranted): Job =>
  PodEvolution.change(job, ordinal, (pod) => ({ ...pod, slot: true }))

export const podScheduled = (job: Job, { ordinal }: Decision.PodScheduled): Job =>
  PodEvolution.change(job, ordinal, (pod) => ({ ...pod, scheduled: true }))

export const containerStarted = (job: Job, event: Fact.ContainerStarted): Job =>
  PodEvolution.change(job, event.ordinal, (pod) => ({
    ...PodEvolution.changeContainer(pod, event.container, (container) => ({
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

export const containerReady = (job: Job, event: Fact.ContainerReady): Job =>
  PodEvolution.change(job, event.ordinal, (pod) =>
    PodEvolution.changeContainer(pod, event.container, (container) => ({ ...container, ready: event.ready }))
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
const ended = (job: Job, end: End): Job =>
  PodEvolution.change(job, end.ordinal, (pod) => {
    const before = pod.containers.find(({ name }) => name === end.container)
    const isRestart = pod.deletionAt === undefined && before?.state === "BackingOff"
    return {
      ...PodEvolution.changeContainer(pod, end.container, (container) => ({
        ...exited(container, end),
        attempt: end.attempt,
        restartedAt: container.state === "Running" ? container.restartedAt : end.finishedAt
      })),
      restarts: isRestart ? pod.restarts + 1 : pod.restarts
    }
  })

export const containerExited = (job: Job, event: Fact.ContainerExited): Job => ended(job, event)

/** LC-56. */
export const containerLost = (job: Job, event: Fact.ContainerLost): Job =>
  ended(job, { ...event, exitCode: 137, reason: "ContainerStatusUnknown", finishedAt: event.at })

/** Of the containers that run, the first ends with the code reported, the others with 0 (TR-12, TR-13). */
export const podEvicted = (job: Job, event: Fact.PodEvicted): Job =>
  PodEvolution.change(job, event.ordinal, (pod) => ({
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

export const containerRestartDecided = (job: Job, event: Decision.ContainerRestartDecided): Job =>
  PodEvolution.change(job, event.ordinal, (pod) =>
    PodEvolution.changeContainer(pod, event.container, (container) => ({
      ...container,
      state: "BackingOff",
      due: event.due,
      startable: event.due <= event.at,
      delaySeconds: ContainerBackoff.nextDelaySeconds(container, container.finishedAt ?? 0)
    }))
  )

export const containerBackoffElapsed = (job: Job, event: Fact.ContainerBackoffElapsed): Job =>
  PodEvolution.change(job, event.ordinal, (pod) =>
    PodEvolution.changeContainer(pod, event.container, (container) => ({ ...container, startable: true }))
  )

const ready = (pod: Pod.Pod, event: { readonly at: number; readonly ready: boolean }): Pod.Pod => ({
  ...pod,
  ready: event.ready,
  readyChangedAt: Timestamp.cut(event.at)
})

export const podStarted = (job: Job, event: Decision.PodStarted): Job =>
  PodEvolution.change(job, event.ordinal, (pod) => ({ ...ready(pod, event), phase: "Running" }))

export const podReady = (job: Job, event: Decision.PodReady): Job =>
  PodEvolution.change(job, event.ordinal, (pod) => ready(pod, event))

export const podSucceeded = (job: Job, { ordinal }: Decision.PodSucceeded): Job =>
  PodEvolution.change(job, ordinal, (pod) => ({ ...pod, phase: "Succeeded" }))

export const podFailed = (job: Job, { ordinal }: Decision.PodFailed): Job =>
  PodEvolution.change(job, ordinal, (pod) => ({ ...pod, phase: "Failed" }))

/** Counting: a success ends the run of failures (JC-96), an index counts once (JC-20). */
const counted = (job: Job, pod: Pod.Pod, as: Decision.CountedAs): Job => {
  if (as === "Failed") return { ...job, failed: job.failed + 1 }
  if (as === "Nothing") return job
  const failures = Backoff.record(job.failures, [Pod.finishTime(pod)], [])
  const calm: Job = { ...job, succeeded: job.succeeded + 1, failures }
  if (pod.index === undefined) return calm
  return { ...calm, indexes: Indexes.succeeded(job.indexes, pod.index, job.spec.completions) }
}

export const podReleased = (job: Job, event: Decision.PodReleased): Job => {
  const pod = OrdinalMap.get(job.pods, event.ordinal)
  return pod === undefined
    ? job
    : PodEvolution.put(counted(job, pod, event.countedAs), pod, { ...pod, tracked: false })
}

const deletionRequested = (job: Job, ordinal: number, at: number): Job =>
  IntervalSet.has(job.finished, ordinal)
    ? { ...job, leaving: IntervalSet.add(job.leaving, ordinal) }
    : PodEvolution.change(job, ordinal, (pod) => ({ ...pod, deletionAt: pod.deletionAt ?? at }))

export const podDeletionRequested = (job: Job, event: Decision.PodDeletionRequested): Job =>
  deletionRequested(job, event.ordinal, event.at)

export const podDeletionRequestedByUser = (job: Job, event: Fact.PodDeletionRequestedByUser): Job =>
  deletionRequested(job, event.ordinal, event.at)

export const podDeleted = (job: Job, { ordinal }: Decision.PodDeleted): Job => {
  const pod = OrdinalMap.get(job.pods, ordinal)
  return pod === undefined ? job : PodEvolution.drop(job, pod)
}

export const finishedPodsDeleted = (job: Job, event: Decision.FinishedPodsDeleted): Job => {
  const gone = IntervalSet.fromIntervals(event.ordinals)
  return {
    ...job,
    finished: IntervalSet.without(job.finished, gone),
    leaving: IntervalSet.without(job.leaving, gone)
  }
}
