/**
 * What a kubelet decides: the Pod reducer. At most one decision at a time; the next follows from the Pod it makes.
 *
 * It looks at nothing but the Pod and its template, so a Pod owes a decision or it does not, whatever the time is:
 * time enters as a fact (`ContainerBackoffElapsed`).
 */
import type {
  ContainerRestartDecided,
  PodDeleted,
  PodFailed,
  PodReady,
  PodScheduled,
  PodStarted,
  PodSucceeded
} from "../event/Decision.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as ContainerBackoff from "./ContainerBackoff.ts"
import * as GracePeriod from "./GracePeriod.ts"
import * as Pod from "./Pod.ts"

/** A decision without the instant it is taken at. */
export type Move = Undated<
  PodScheduled | PodStarted | PodReady | ContainerRestartDecided | PodSucceeded | PodFailed | PodDeleted
>

type Undated<D> = D extends unknown ? Omit<D, "at"> : never

/** A finished Pod that somebody wants gone goes when its Job has let go of it (TR-17, LC-57). */
const finished = ({ ordinal, deletionAt, tracked }: Pod.Pod): Move | undefined =>
  deletionAt !== undefined && !tracked ? { _tag: "PodDeleted", ordinal } : undefined

/** Before it is scheduled a Pod can vanish at once (promise P7); a tracked one fails first, to be counted (TR-16). */
const unscheduled = ({ ordinal, deletionAt, tracked, slot }: Pod.Pod): Move | undefined => {
  if (deletionAt !== undefined) return { _tag: tracked ? "PodFailed" : "PodDeleted", ordinal }
  return slot ? { _tag: "PodScheduled", ordinal } : undefined
}

/** Without a grace period the object goes as soon as nothing holds it; its containers are killed behind it (LC-50). */
const vanishes = ({ deletionAt, tracked }: Pod.Pod, template: PodTemplate): boolean =>
  deletionAt !== undefined && !tracked && GracePeriod.seconds(template) === 0

/** LC-2, LC-33: nothing restarts once deletion is requested. */
const wouldRestart = (pod: Pod.Pod, container: Pod.Container, template: PodTemplate): boolean =>
  container.state === "Terminated" &&
  container.exitCode !== 0 &&
  pod.deletionAt === undefined &&
  template.spec.restartPolicy === "OnFailure"

const restart = (pod: Pod.Pod, template: PodTemplate): Move | undefined => {
  const container = pod.containers.find((candidate) => wouldRestart(pod, candidate, template))
  if (container === undefined) return undefined
  return {
    _tag: "ContainerRestartDecided",
    ordinal: pod.ordinal,
    container: container.name,
    attempt: container.attempt + 1,
    due: ContainerBackoff.due(container, container.finishedAt ?? 0)
  }
}

/** LC-3, line 5. */
const ended = ({ ordinal, containers }: Pod.Pod): Move | undefined => {
  if (!containers.every(({ state }) => state === "Terminated")) return undefined
  return { _tag: containers.every(({ exitCode }) => exitCode === 0) ? "PodSucceeded" : "PodFailed", ordinal }
}

/** LC-17, LC-88: a Pod is Ready when all its containers are. */
const isReady = ({ containers }: Pod.Pod): boolean =>
  containers.every(({ state, ready }) => state === "Running" && ready)

/** LC-3, lines 3 and 4: running as soon as every container has been started. */
const running = (pod: Pod.Pod): Move | undefined => {
  const ready = isReady(pod)
  if (pod.phase === "Pending") {
    const started = pod.containers.every(({ attempt }) => attempt >= 0)
    return started ? { _tag: "PodStarted", ordinal: pod.ordinal, ready } : undefined
  }
  return pod.ready === ready ? undefined : { _tag: "PodReady", ordinal: pod.ordinal, ready }
}

/** What the Pod's reducer has to say now, or nothing. */
export const next = (pod: Pod.Pod, template: PodTemplate): Move | undefined => {
  if (Pod.isFinished(pod)) return finished(pod)
  if (!pod.scheduled) return unscheduled(pod)
  if (vanishes(pod, template)) return { _tag: "PodDeleted", ordinal: pod.ordinal }
  if (pod.evicted) {
    return {
      _tag: "PodFailed",
      ordinal: pod.ordinal,
      ...(pod.reason === undefined ? {} : { reason: pod.reason })
    }
  }
  return restart(pod, template) ?? ended(pod) ?? running(pod)
}
