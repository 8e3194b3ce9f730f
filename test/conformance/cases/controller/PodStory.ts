/**
 * The events that lead to a Pod as a case gives it. Every Pod is scheduled, so that it is its runtime that owes the next
 * fact, and not its kubelet the next decision.
 */
import type * as Decision from "../../../../src/domain/event/Decision.ts"
import type { Event } from "../../../../src/domain/event/Event.ts"
import type { JobSpec } from "../../../../src/domain/manifest/JobSchema.ts"
import * as Clock from "../../../domain/Clock.ts"
import type * as SnapshotSchema from "./SnapshotSchema.ts"

/** Long enough ago that no back-off is left. */
export const longAgo = -86400

/** Who the Pod is; `counted`: it has been released, whatever its finalizer says. */
export interface Identity {
  readonly ordinal: number
  readonly index: number | undefined
  readonly counted: boolean
}

const secondary: SnapshotSchema.Container = { name: "beside", running: true }

const hasEnded = ({ exitCode, finishedAt }: SnapshotSchema.Container): boolean =>
  exitCode !== undefined || finishedAt !== undefined

const isFinished = ({ phase }: SnapshotSchema.Pod): boolean => phase === "Succeeded" || phase === "Failed"

/** The containers that ran: those given; a Pod runs as long as one of them does. */
const containersOf = (pod: SnapshotSchema.Pod): ReadonlyArray<SnapshotSchema.Container> => {
  const { containers = [], finishedAt, phase } = pod
  if (phase === "Running") return containers.every(hasEnded) ? [...containers, secondary] : containers
  if (containers.length > 0 || finishedAt === undefined || !isFinished(pod)) return containers
  return [{ finishedAt, exitCode: phase === "Succeeded" ? 0 : 1 }]
}

const named = (containers: ReadonlyArray<SnapshotSchema.Container>) =>
  containers.map(({ name, ...container }, place) => ({
    ...container,
    name: name ?? (place === 0 ? "main" : `main-${place}`)
  }))

/** The spec of the Job with the containers of this Pod in its template. */
export const specFor = (spec: JobSpec, pod: SnapshotSchema.Pod): JobSpec => {
  const images = named(containersOf(pod)).map(({ name }) => ({ name, image: name }))
  const initContainers = named(pod.initContainers ?? []).map(({ name, sidecar }) => ({
    name,
    image: name,
    ...(sidecar === true ? { restartPolicy: "Always" } : {})
  }))
  const containers = images.length === 0 ? spec.template.spec.containers : images
  return {
    ...spec,
    template: {
      ...spec.template,
      spec: {
        ...spec.template.spec,
        ...(initContainers.length === 0 ? {} : { initContainers }),
        containers
      }
    }
  }
}

const runsOf = (
  ordinal: number,
  pod: SnapshotSchema.Pod,
  { name, restartCount = 0, ...container }: SnapshotSchema.Container & { readonly name: string }
): ReadonlyArray<Event> => {
  const started = Clock.instant(longAgo)
  const finished = Clock.instant(container.finishedAt ?? pod.finishedAt ?? longAgo)
  const run = { at: started, ordinal, container: name }
  const starts = Array.from({ length: restartCount + 1 }, (_, attempt): Event => ({
    _tag: "ContainerStarted",
    ...run,
    attempt,
    ready: pod.ready ?? false,
    startedAt: started
  }))
  if (!hasEnded(container) && !isFinished(pod)) return starts
  if (container.running === true) return starts
  const exitCode = container.exitCode ?? 0
  const reason = exitCode === 0 ? "Completed" : "Error"
  return [
    ...starts,
    { _tag: "ContainerExited", ...run, attempt: restartCount, exitCode, reason, finishedAt: finished }
  ]
}

const isReadiness = ({ type }: SnapshotSchema.PodCondition): boolean => type === "Ready"

const conditionsOf = (ordinal: number, { conditions = [], finishedAt = longAgo }: SnapshotSchema.Pod) =>
  conditions.every(isReadiness)
    ? []
    : [
        {
          _tag: "PodEvicted",
          at: Clock.instant(longAgo),
          ordinal,
          reason: "",
          conditions: conditions.map(({ type, status }) => ({ type, status })),
          exitCode: 137,
          containerReason: "Error",
          finishedAt: Clock.instant(finishedAt)
        } as const
      ]

const number = (annotation: string | undefined): number => Number(annotation ?? 0)

const failuresOf = (spec: JobSpec, pod: SnapshotSchema.Pod): Pick<Decision.PodCreated, "indexFailures"> =>
  spec.backoffLimitPerIndex === undefined
    ? {}
    : {
        indexFailures: {
          counted: number(pod.indexFailureCount),
          ignored: number(pod.indexIgnoredFailureCount)
        }
      }

/** From its creation until its containers are as given. */
export const untilNow = (spec: JobSpec, pod: SnapshotSchema.Pod, { ordinal, index }: Identity) => {
  const at = Clock.instant(pod.creationTimestamp ?? longAgo)
  const name = `pod-${ordinal}`
  return [
    {
      _tag: "PodCreated",
      at,
      ordinal,
      ...(index === undefined ? {} : { index }),
      ...failuresOf(spec, pod),
      name,
      uid: name
    },
    { _tag: "SlotGranted", at, ordinal },
    { _tag: "PodScheduled", at, ordinal },
    ...named([...(pod.initContainers ?? []), ...containersOf(pod)]).flatMap((container) =>
      runsOf(ordinal, pod, container)
    ),
    ...conditionsOf(ordinal, pod)
  ] satisfies ReadonlyArray<Event>
}

/** A Pod shows whether it is ready since it runs, or since that changed. */
const readinessOf = ({ conditions = [] }: SnapshotSchema.Pod, ordinal: number): ReadonlyArray<Event> =>
  conditions.filter(isReadiness).map(({ status, lastTransitionTime = longAgo }) => ({
    _tag: "PodStarted",
    at: Clock.instant(lastTransitionTime),
    ordinal,
    ready: status === "True"
  }))

const phaseOf = (
  { phase, ready = false, finishedAt = longAgo }: SnapshotSchema.Pod,
  ordinal: number,
  rule: number | undefined
): ReadonlyArray<Event> => {
  const at = Clock.instant(finishedAt)
  if (phase === "Running") return [{ _tag: "PodStarted", at, ordinal, ready }]
  if (phase === "Succeeded") return [{ _tag: "PodSucceeded", at, ordinal }]
  if (phase !== "Failed") return []
  return [{ _tag: "PodFailed", at, ordinal, ...(rule === undefined ? {} : { rule }) }]
}

/** Its phase, the request that it terminate, and its release. `rule` of podFailurePolicy matches its failure. */
export const sinceThen = (
  pod: SnapshotSchema.Pod,
  { ordinal, counted }: Identity,
  rule: number | undefined
): ReadonlyArray<Event> => {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, finalizer = true } = pod
  const events = [...readinessOf(pod, ordinal), ...phaseOf(pod, ordinal, rule)]
  if (deletionTimestamp !== undefined) {
    const at = Clock.instant(deletionTimestamp - deletionGracePeriodSeconds)
    events.push({ _tag: "PodDeletionRequestedByUser", at, ordinal })
  }
  if (counted || !finalizer) {
    events.push({ _tag: "PodReleased", at: Clock.instant(0), ordinal, countedAs: "Nothing" })
  }
  return events
}
