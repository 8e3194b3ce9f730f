/**
 * The conditions of a Pod (LC-88, LC-89), as far as the log tells of them: none before it is scheduled.
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { PodSpec } from "../manifest/PodTemplateSchema.ts"
import * as ContainerHistory from "./ContainerHistory.ts"
import type { PodRecord } from "./PodHistory.ts"

export interface PodCondition {
  readonly type: string
  readonly status: string
  readonly lastProbeTime: null
  readonly lastTransitionTime: string
  readonly reason?: string
  readonly message?: string
}

type Gates = NonNullable<PodSpec["readinessGates"]>

/** What its template says beside. */
export interface Circumstances {
  readonly mayRestartAll: boolean
  readonly readinessGates: Gates
}

type Why = Pick<PodCondition, "reason" | "message">

const condition = (type: string, status: boolean | string, at: number, why: Why = {}): PodCondition => ({
  type,
  status: typeof status === "string" ? status : status ? "True" : "False",
  lastProbeTime: null,
  lastTransitionTime: Timestamp.format(at),
  ...why
})

const needed = ({ initContainers, containers }: PodRecord): ContainerHistory.Containers => [
  ...initContainers.filter(({ isSidecar }) => isSidecar),
  ...containers
]

/** A Pod that is over is never ready; a sidecar that is not ready is missed like a container. */
const notReady = (pod: PodRecord): Why => {
  if (pod.phase === "Succeeded") return { reason: "PodCompleted" }
  if (pod.phase === "Failed") return { reason: "PodFailed" }
  const unready = needed(pod)
    .filter(({ ready }) => !ready)
    .map(({ name }) => name)
  return { reason: "ContainersNotReady", message: `containers with unready status: [${unready.join(" ")}]` }
}

/** Once a container has begun the init containers are done with. */
const initialized = (pod: PodRecord, scheduledAt: number): PodCondition => {
  const { phase, initializedAt, initContainers } = pod
  const since = initContainers.length === 0 ? scheduledAt : initializedAt
  if (since !== undefined)
    return condition("Initialized", true, since, phase === "Succeeded" ? { reason: "PodCompleted" } : {})
  const incomplete = initContainers.filter((item) => !ContainerHistory.letsPass(item)).map(({ name }) => name)
  return condition("Initialized", false, scheduledAt, {
    reason: "ContainersNotInitialized",
    message: `containers with incomplete status: [${incomplete.join(" ")}]`
  })
}

const hasEnded = ({ phase }: PodRecord): boolean => phase === "Succeeded" || phase === "Failed"

/** Shown of a Pod that has such a rule (LC-36). */
const allContainersRestarting = (pod: PodRecord, scheduledAt: number): PodCondition => {
  const { holds, since = scheduledAt } = pod.restartingAll
  if (holds)
    return condition("AllContainersRestarting", true, since, {
      reason: "RestartAllContainersStarted",
      message: "container exited with restart policy rule"
    })
  const why = hasEnded(pod) ? { reason: pod.phase === "Succeeded" ? "PodCompleted" : "PodFailed" } : {}
  return condition("AllContainersRestarting", false, since, why)
}

/** Nobody sets the condition a gate asks for: such a Pod is not ready, though its containers are. */
const behindGates = (pod: PodRecord, gates: Gates, scheduledAt: number): ReadonlyArray<PodCondition> => {
  const areReady = !hasEnded(pod) && needed(pod).every(({ ready }) => ready)
  const since = needed(pod).reduce(
    (last, { readyChangedAt = 0 }) => Math.max(last, readyChangedAt),
    scheduledAt
  )
  const missing = gates.map(
    ({ conditionType = "" }) =>
      `corresponding condition of pod readiness gate ${JSON.stringify(conditionType)} does not exist.`
  )
  const why = areReady ? { reason: "ReadinessGatesNotReady", message: missing.join(", ") } : notReady(pod)
  return [
    condition("Ready", false, pod.readyChangedAt ?? scheduledAt, why),
    condition("ContainersReady", areReady, since, areReady ? {} : notReady(pod))
  ]
}

const readiness = (pod: PodRecord, gates: Gates, scheduledAt: number): ReadonlyArray<PodCondition> => {
  if (gates.length > 0) return behindGates(pod, gates, scheduledAt)
  const why = pod.ready ? {} : notReady(pod)
  const changedAt = pod.readyChangedAt ?? scheduledAt
  return [
    condition("Ready", pod.ready, changedAt, why),
    condition("ContainersReady", pod.ready, changedAt, why)
  ]
}

/** When the first of its containers began. */
const beganAt = ({ initContainers: [first], startedAt }: PodRecord): number | undefined =>
  first === undefined ? startedAt : (first.last ?? first.run)?.startedAt

/** In the order of their names, as the kubelet keeps them; those from outside stand first. */
export const of = (
  pod: PodRecord,
  { mayRestartAll, readinessGates }: Circumstances
): ReadonlyArray<PodCondition> => {
  const { scheduledAt, initContainers, containers } = pod
  if (scheduledAt === undefined) return []
  const isOver = hasEnded(pod)
  const hasStarted = [...initContainers, ...containers].some(({ run }) => run !== undefined)
  const endedAt = pod.finishedAt ?? scheduledAt
  return [
    ...pod.conditions.map(({ type, status, ...said }) => condition(type, status, endedAt, said)),
    condition(
      "PodReadyToStartContainers",
      hasStarted && !isOver,
      isOver ? (pod.readyChangedAt ?? endedAt) : (beganAt(pod) ?? scheduledAt)
    ),
    initialized(pod, scheduledAt),
    ...readiness(pod, readinessGates, scheduledAt),
    condition("PodScheduled", true, scheduledAt),
    ...(mayRestartAll ? [allContainersRestarting(pod, scheduledAt)] : [])
  ]
}
