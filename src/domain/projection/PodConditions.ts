/**
 * The conditions of a Pod (LC-88, LC-89), as far as the log tells of them: none before it is scheduled.
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { PodRecord } from "./PodHistory.ts"

export interface PodCondition {
  readonly type: string
  readonly status: string
  readonly lastProbeTime: null
  readonly lastTransitionTime: string
  readonly reason?: string
  readonly message?: string
}

type Why = Pick<PodCondition, "reason" | "message">

const condition = (type: string, status: boolean | string, at: number, why: Why = {}): PodCondition => ({
  type,
  status: typeof status === "string" ? status : status ? "True" : "False",
  lastProbeTime: null,
  lastTransitionTime: Timestamp.format(at),
  ...why
})

/** A Pod that is over is never ready. */
const notReady = ({ phase, containers }: PodRecord): Why => {
  if (phase === "Succeeded") return { reason: "PodCompleted" }
  if (phase === "Failed") return { reason: "PodFailed" }
  const unready = containers.filter(({ ready }) => !ready).map(({ name }) => name)
  return { reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` }
}

/** In the order of their names, as the kubelet keeps them; those from outside stand first. */
export const of = (pod: PodRecord): ReadonlyArray<PodCondition> => {
  const { scheduledAt, phase, ready } = pod
  if (scheduledAt === undefined) return []
  const changedAt = pod.readyChangedAt ?? pod.finishedAt ?? scheduledAt
  const isOver = phase === "Succeeded" || phase === "Failed"
  const hasStarted = pod.containers.some(({ run }) => run !== undefined)
  const why = ready ? {} : notReady(pod)
  return [
    ...pod.conditions.map(({ type, status }) => condition(type, status, pod.finishedAt ?? scheduledAt)),
    condition(
      "PodReadyToStartContainers",
      hasStarted && !isOver,
      isOver ? changedAt : (pod.startedAt ?? scheduledAt)
    ),
    condition("Initialized", true, scheduledAt, phase === "Succeeded" ? { reason: "PodCompleted" } : {}),
    condition("Ready", ready, changedAt, why),
    condition("ContainersReady", ready, changedAt, why),
    condition("PodScheduled", true, scheduledAt)
  ]
}
