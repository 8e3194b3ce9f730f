/**
 * What a kubelet decides: the Pod reducer. At most one decision at a time; the next follows from the Pod it makes.
 *
 * It looks at nothing but the Pod and its template, so a Pod owes a decision or it does not, whatever the time is:
 * time enters as a fact (`ContainerBackoffElapsed`, `PodDeadlineExceeded`).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { Decision, PodTerminationDecided } from "../event/Decision.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as AllContainersRestart from "./AllContainersRestart.ts"
import * as ContainerBackoff from "./ContainerBackoff.ts"
import * as GracePeriod from "./GracePeriod.ts"
import * as Pod from "./Pod.ts"
import * as PodPhase from "./PodPhase.ts"
import * as Readiness from "./Readiness.ts"
import * as RestartPolicy from "./RestartPolicy.ts"
import * as Runs from "./Runs.ts"
import * as StartUp from "./StartUp.ts"

/** A finished Pod that somebody wants gone goes when its Job has let go of it (TR-17, LC-57). */
const finished = ({ ordinal, deletionAt, tracked }: Pod.Pod, at: number): Decision | undefined =>
  deletionAt !== undefined && !tracked ? { _tag: "PodDeleted", at, ordinal } : undefined

/** Before it is scheduled a Pod can vanish at once (promise P7); a tracked one fails first, to be counted (TR-16). */
const unscheduled = ({ ordinal, deletionAt, tracked, slot }: Pod.Pod, at: number): Decision | undefined => {
  if (deletionAt !== undefined) return { _tag: tracked ? "PodFailed" : "PodDeleted", at, ordinal }
  return slot ? { _tag: "PodScheduled", at, ordinal } : undefined
}

/** Without a grace period the object goes as soon as nothing holds it; its containers are killed behind it (LC-50). */
const vanishes = ({ deletionAt, tracked }: Pod.Pod, template: PodTemplate): boolean =>
  deletionAt !== undefined && !tracked && GracePeriod.seconds(template) === 0

/** LC-53: a Pod's own deadline counts from the second in which it got its place. */
const deadline = (
  { ordinal, deadline: known, startTime }: Pod.Pod,
  template: PodTemplate,
  at: number
): Decision | undefined => {
  const { activeDeadlineSeconds } = template.spec
  return activeDeadlineSeconds === undefined || startTime === undefined || known !== undefined
    ? undefined
    : { _tag: "PodDeadlineArmed", at, ordinal, due: Timestamp.after(startTime, activeDeadlineSeconds) }
}

/** It has ended with something else than 0. */
const hasFailed = ({ state, exitCode }: Pod.Container): boolean => state === "Terminated" && exitCode !== 0

const hasEnded = ({ state }: Pod.Container): boolean => state === "Terminated"

/** Whatever restarts has restarted: no container has anything left to do, or an init container failed (LC-41, LC-43). */
const isDone = ({ containers, initContainers }: Pod.Pod): boolean =>
  containers.every(hasEnded) ||
  initContainers.some((container) => !container.isSidecar && hasFailed(container))

/** LC-41: an init container that ended with 0 is done, whatever its policy is. */
const initContainerToRestart = ({ initContainers }: Pod.Pod, { spec }: PodTemplate) =>
  initContainers.find((container, position) => {
    const item = spec.initContainers?.[position]
    return (
      !container.isSidecar &&
      item !== undefined &&
      hasFailed(container) &&
      RestartPolicy.wouldRestart(spec, item, container.exitCode ?? 0)
    )
  })

/** LC-42: whatever it ended with, as long as there is something it may be needed for. */
const sidecarToRestart = (pod: Pod.Pod) =>
  isDone(pod) ? undefined : pod.initContainers.find((container) => container.isSidecar && hasEnded(container))

/** LC-2. */
const containerToRestart = ({ containers }: Pod.Pod, { spec }: PodTemplate) =>
  containers.find((container, position) => {
    const item = spec.containers[position]
    return (
      item !== undefined &&
      hasEnded(container) &&
      (RestartPolicy.wouldRestart(spec, item, container.exitCode ?? 0) ||
        (Pod.isEndedByProbe(container) && RestartPolicy.restartsForProbe(spec, item)))
    )
  })

const restart = (pod: Pod.Pod, template: PodTemplate, at: number): Decision | undefined => {
  const container =
    containerToRestart(pod, template) ??
    (pod.initContainers.length === 0
      ? undefined
      : (initContainerToRestart(pod, template) ?? sidecarToRestart(pod)))
  if (container === undefined) return undefined
  return {
    _tag: "ContainerRestartDecided",
    at,
    ordinal: pod.ordinal,
    container: container.name,
    attempt: container.attempt + 1,
    due: ContainerBackoff.due(container, container.finishedAt ?? 0)
  }
}

const isSick = ({ state, unhealthy, kill }: Pod.Container): boolean =>
  state === "Running" && unhealthy !== undefined && kill === undefined

/** A probe may have a grace period of its own; a negative one counts as one second. */
const graceSeconds = ({ name, unhealthy }: Pod.Container, template: PodTemplate): number => {
  const { containers, initContainers = [] } = template.spec
  const item = [...containers, ...initContainers].find((one) => one.name === name)
  const probe =
    unhealthy === "StartupProbe"
      ? item?.startupProbe
      : unhealthy === "LivenessProbe"
        ? item?.livenessProbe
        : undefined
  const own = probe?.terminationGracePeriodSeconds
  return own === undefined ? GracePeriod.seconds(template) : Math.max(own, 1)
}

/** A run that must not go on is ended; whether another follows is a matter of its policy (LC-71). */
const kill = (pod: Pod.Pod, template: PodTemplate, at: number): Decision | undefined => {
  const container = pod.containers.find(isSick) ?? pod.initContainers.find(isSick)
  if (container?.unhealthy === undefined) return undefined
  return {
    _tag: "ContainerKillDecided",
    at,
    ordinal: pod.ordinal,
    container: container.name,
    attempt: container.attempt,
    cause: container.unhealthy,
    graceSeconds: graceSeconds(container, template)
  }
}

/** LC-36. */
const restartAll = (pod: Pod.Pod, template: PodTemplate, at: number): Decision | undefined => {
  const container = AllContainersRestart.cause(pod, template)
  if (container === undefined) return undefined
  return {
    _tag: "AllContainersRestartDecided",
    at,
    ordinal: pod.ordinal,
    container: container.name,
    attempt: container.attempt,
    due: ContainerBackoff.due(container, container.finishedAt ?? 0)
  }
}

/** Nothing restarts as long as nothing has ended. */
const restarts = (pod: Pod.Pod, template: PodTemplate, at: number): Decision | undefined =>
  pod.containers.some(hasEnded) || pod.initContainers.some(hasEnded)
    ? (restartAll(pod, template, at) ?? restart(pod, template, at))
    : undefined

/** What becomes of containers that ended, or must not go on. A Pod that starts over does nothing else. */
const mend = (pod: Pod.Pod, template: PodTemplate, at: number): Decision | undefined => {
  if (pod.restartingAll === undefined) return restarts(pod, template, at) ?? kill(pod, template, at)
  return AllContainersRestart.isCleared(pod)
    ? { _tag: "AllContainersRemoved", at, ordinal: pod.ordinal }
    : undefined
}

/** The kubelet ends the Pod by itself, with the grace period of a deletion (LC-54). */
const terminate = ({ ordinal }: Pod.Pod, template: PodTemplate, at: number): PodTerminationDecided => ({
  _tag: "PodTerminationDecided",
  at,
  ordinal,
  graceSeconds: GracePeriod.seconds(template)
})

/** A Pod with a reason of its own fails, whatever its containers ended with (LC-53). */
const failed = (ordinal: number, reason: string | undefined, at: number): Decision =>
  reason === undefined ? { _tag: "PodFailed", at, ordinal } : { _tag: "PodFailed", at, ordinal, reason }

/** A Pod that has not ended by its deadline has failed, whoever ends it and for what (LC-53). */
const deadlineExceeded = "DeadlineExceeded"

/** What the containers make of a Pod of which nothing runs any more; one that never came to run has failed (LC-6). */
const ended = (pod: Pod.Pod, { spec }: PodTemplate, at: number): Decision => {
  const { ordinal } = pod
  if (pod.isPastDeadline) return failed(ordinal, deadlineExceeded, at)
  const phase = PodPhase.of(spec, pod, { wasInitialized: StartUp.wasDone(pod), isOver: true })
  return phase === "Succeeded" ? { _tag: "PodSucceeded", at, ordinal } : failed(ordinal, pod.reason, at)
}

/** A Pod stops when its time or its work is over; it has ended when nothing of it runs any more (LC-5). */
const end = (pod: Pod.Pod, template: PodTemplate, at: number): Decision | undefined => {
  if (Pod.isStopping(pod)) return Runs.areOpen(pod) ? undefined : ended(pod, template, at)
  if (pod.isPastDeadline) return { ...terminate(pod, template, at), reason: deadlineExceeded }
  if (pod.restartingAll !== undefined || !isDone(pod)) return undefined
  return Runs.areOpen(pod) ? terminate(pod, template, at) : ended(pod, template, at)
}

/** The phase that follows from its containers while it lives (LC-3), and whether it is ready. */
const running = (pod: Pod.Pod, { spec }: PodTemplate, at: number): Decision | undefined => {
  const ready = Readiness.of(pod, spec)
  if (pod.phase === "Pending") {
    const phase = PodPhase.of(spec, pod, { wasInitialized: StartUp.wasDone(pod), isOver: false })
    return phase === "Running" && StartUp.isDone(pod)
      ? { _tag: "PodStarted", at, ordinal: pod.ordinal, ready }
      : undefined
  }
  return pod.ready === ready ? undefined : { _tag: "PodReady", at, ordinal: pod.ordinal, ready }
}

/** What the Pod's reducer has to say now, or nothing. */
export const next = (pod: Pod.Pod, template: PodTemplate, at: number): Decision | undefined => {
  if (Pod.isFinished(pod)) return finished(pod, at)
  if (!pod.scheduled) return unscheduled(pod, at)
  if (vanishes(pod, template)) return { _tag: "PodDeleted", at, ordinal: pod.ordinal }
  if (pod.evicted) return failed(pod.ordinal, pod.reason, at)
  const mending = Pod.isStopping(pod) ? undefined : mend(pod, template, at)
  return deadline(pod, template, at) ?? mending ?? end(pod, template, at) ?? running(pod, template, at)
}

/** Whether it has something to say, which is the same at any instant. */
export const owes = (pod: Pod.Pod, template: PodTemplate): boolean => next(pod, template, 0) !== undefined
