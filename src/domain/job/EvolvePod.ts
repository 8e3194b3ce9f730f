/**
 * `evolve` for the events of Pods: they change the Job's Pods and know of the Job its spec alone. Creation and counting
 * change more of it, and come last.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type * as Decision from "../event/Decision.ts"
import type * as Fact from "../event/Fact.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as AllContainersRestart from "../pod/AllContainersRestart.ts"
import * as Eviction from "../pod/Eviction.ts"
import * as Pod from "../pod/Pod.ts"
import * as StartUp from "../pod/StartUp.ts"
import * as Backoff from "../policy/Backoff.ts"
import * as EvolveContainer from "./EvolveContainer.ts"
import * as Indexes from "./Indexes.ts"
import type { Job } from "./Job.ts"
import * as PodSet from "./PodSet.ts"

type Pods = PodSet.PodSet

export const slotGranted = (set: Pods, { ordinal }: Fact.SlotGranted, spec: JobSpec): Pods =>
  PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, slot: true }))

/** From here on its kubelet says that it is not ready (LC-88), which may be all that tells of its end (JC-100). */
export const podScheduled = (set: Pods, { ordinal, at }: Decision.PodScheduled, spec: JobSpec): Pods => {
  const startTime = Timestamp.cut(at)
  return PodSet.change(set, ordinal, spec, (pod) => ({
    ...pod,
    scheduled: true,
    startTime,
    readyChangedAt: startTime
  }))
}

export const podDeadlineArmed = (
  set: Pods,
  { ordinal, due }: Decision.PodDeadlineArmed,
  spec: JobSpec
): Pods => PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, deadline: due }))

export const podDeadlineExceeded = (set: Pods, { ordinal }: Fact.PodDeadlineExceeded, spec: JobSpec): Pods =>
  PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, isPastDeadline: true }))

export const podTerminationDecided = (
  set: Pods,
  { ordinal, at, reason }: Decision.PodTerminationDecided,
  spec: JobSpec
): Pods => PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, terminationAt: at, reason }))

export const allContainersRestartDecided = (
  set: Pods,
  { ordinal, at, container, due }: Decision.AllContainersRestartDecided,
  spec: JobSpec
): Pods => PodSet.change(set, ordinal, spec, (pod) => ({ ...pod, restartingAll: { at, container, due } }))

export const allContainersRemoved = (
  set: Pods,
  { ordinal, at }: Decision.AllContainersRemoved,
  spec: JobSpec
): Pods => PodSet.change(set, ordinal, spec, (pod) => AllContainersRestart.removed(pod, at))

const evicted = (pod: Pod.Pod, event: Fact.PodEvicted): Eviction.Containers<Pod.Container> =>
  Eviction.of(pod, event, {
    isInitialized: StartUp.isDone(pod),
    isNew: ({ state }) => state === "Created",
    isOver: (container) => container.state === "Terminated" || Pod.isRemoved(container),
    ended: EvolveContainer.terminated
  })

export const podEvicted = (set: Pods, event: Fact.PodEvicted, spec: JobSpec): Pods =>
  PodSet.change(set, event.ordinal, spec, (pod) => ({
    ...pod,
    ...evicted(pod, event),
    evicted: true,
    reason: event.reason === "" ? undefined : event.reason,
    conditions: event.conditions
  }))

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

/** With a limit per index others may wait still (JC-82). */
const isAwaited = ({ podSet: { retained } }: Job, { index }: Decision.PodCreated): boolean => {
  const { size } = retained.indexes
  return size > 1 || (size === 1 && index !== undefined && !IntervalSet.has(retained.indexes, index))
}

export const podCreated = (job: Job, event: Decision.PodCreated): Job => {
  const { containers, initContainers } = job.spec.template.spec
  const pod = Pod.make({
    ordinal: event.ordinal,
    index: event.index,
    indexFailures: event.indexFailures,
    at: event.at,
    containers: containers.map(({ name }) => name),
    initContainers
  })
  return {
    ...job,
    due: isAwaited(job, event) ? job.due : { ...job.due, backoff: undefined },
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
