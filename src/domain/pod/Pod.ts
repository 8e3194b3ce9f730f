/**
 * A Pod as the domain keeps it: from its creation until the Job has released it and it has ended.
 *
 * `tracked` is upstream's tracking finalizer: as long as it is there the Pod will be counted. All instants are epoch
 * milliseconds; the ones the Kubernetes API stores are cut to seconds (TR-2).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { PodCondition, UnhealthyCause } from "../event/Fact.ts"
import type { PodFailurePolicyAction } from "../manifest/PodFailurePolicySchema.ts"
import type * as PodTemplate from "../manifest/PodTemplateSchema.ts"

export type Phase = "Pending" | "Running" | "Succeeded" | "Failed"

/**
 * `Created`: never ran. `BackingOff`: ended, and will run again at `due`; its start is due once `startable`.
 */
export type ContainerState = "Created" | "Running" | "Terminated" | "BackingOff"

/**
 * `attempt` numbers the current or last run from 0 and is -1 before the first. `delaySeconds` and `restartedAt` are
 * the container back-off (LC-31, LC-33).
 */
export interface Container {
  readonly name: string
  /** An init container that runs beside the others (LC-42). */
  readonly isSidecar: boolean
  readonly state: ContainerState
  /** It runs, and its startup probe, if it has one, has succeeded (LC-17). */
  readonly started: boolean
  /** Some run of it has started: what waits for a sidecar waits no more (LC-42). */
  readonly hasStarted: boolean
  /** Why its run must not go on, or its last one had not to; and when it is ended for that, once this is decided. */
  readonly unhealthy: UnhealthyCause | undefined
  readonly kill: Kill | undefined
  readonly attempt: number
  readonly ready: boolean
  readonly exitCode: number | undefined
  readonly reason: string | undefined
  readonly finishedAt: number | undefined
  readonly due: number | undefined
  readonly startable: boolean
  readonly delaySeconds: number
  readonly restartedAt: number
}

/** Failures of an index before one of its Pods, those an `Ignore` rule matched apart (JC-92). */
export interface IndexFailures {
  readonly counted: number
  readonly ignored: number
}

/** From `at` on the run is asked to end; at `killAt` it is killed. */
export interface Kill {
  readonly at: number
  readonly killAt: number
}

/** Since when, by the end of which container, and when that may run again. */
export interface RestartingAll {
  readonly at: number
  readonly container: string
  readonly due: number
}

export interface Pod {
  readonly ordinal: number
  readonly index: number | undefined
  /** Absent without `backoffLimitPerIndex`. */
  readonly indexFailures: IndexFailures | undefined
  readonly createdAt: number
  readonly tracked: boolean
  readonly slot: boolean
  readonly scheduled: boolean
  /** When that was, cut to seconds (LC-7). */
  readonly startTime: number | undefined
  /** When `activeDeadlineSeconds` is over, once that is recorded, and whether it is (LC-53). */
  readonly deadline: number | undefined
  readonly isPastDeadline: boolean
  readonly phase: Phase
  readonly ready: boolean
  /** When Ready last turned true or false; absent before the Pod was scheduled. */
  readonly readyChangedAt: number | undefined
  readonly deletionAt: number | undefined
  /** All its containers are ended, to start it over in place (LC-36). */
  readonly restartingAll: RestartingAll | undefined
  /** When its kubelet began to end it: its work is done, or its time is over (LC-43, LC-53). */
  readonly terminationAt: number | undefined
  /** In the order of the manifest, sidecars among them (LC-40). */
  readonly initContainers: ReadonlyArray<Container>
  /** Its Job's verdict ended it (JC-59). */
  readonly stopped: boolean
  readonly containers: ReadonlyArray<Container>
  /** In-place restarts so far, over all containers (JC-105). */
  readonly restarts: number
  readonly evicted: boolean
  readonly reason: string | undefined
  readonly conditions: ReadonlyArray<PodCondition>
  /** What the Job's `podFailurePolicy` says of its failure; absent where no rule matches (JC-113). */
  readonly action: PodFailurePolicyAction | undefined
}

/** What of an init container is decided on. */
type InitContainer = Pick<PodTemplate.Container, "name" | "restartPolicy">

const none: ReadonlyArray<Container> = []

/** Before it has run, and without its name. */
export const newContainer: Container = {
  name: "",
  isSidecar: false,
  state: "Created",
  started: false,
  hasStarted: false,
  unhealthy: undefined,
  kill: undefined,
  attempt: -1,
  ready: false,
  exitCode: undefined,
  reason: undefined,
  finishedAt: undefined,
  due: undefined,
  startable: false,
  delaySeconds: 0,
  restartedAt: 0
}

/** An init container that is restarted whenever it ends (LC-42). */
export const isSidecar = ({ restartPolicy }: Pick<PodTemplate.Container, "restartPolicy">): boolean =>
  restartPolicy === "Always"

const newInitContainer = (item: InitContainer): Container => ({
  ...newContainer,
  name: item.name,
  isSidecar: isSidecar(item)
})

export const make = (fields: {
  readonly ordinal: number
  readonly index: number | undefined
  readonly indexFailures?: IndexFailures | undefined
  readonly at: number
  readonly containers: ReadonlyArray<string>
  readonly initContainers?: ReadonlyArray<InitContainer> | undefined
}): Pod => ({
  ordinal: fields.ordinal,
  index: fields.index,
  indexFailures: fields.indexFailures,
  createdAt: Timestamp.cut(fields.at),
  tracked: true,
  slot: false,
  scheduled: false,
  startTime: undefined,
  deadline: undefined,
  isPastDeadline: false,
  phase: "Pending",
  ready: false,
  readyChangedAt: undefined,
  deletionAt: undefined,
  restartingAll: undefined,
  terminationAt: undefined,
  initContainers: fields.initContainers?.map(newInitContainer) ?? none,
  stopped: false,
  containers: fields.containers.map((name) => ({ ...newContainer, name })),
  restarts: 0,
  evicted: false,
  reason: undefined,
  conditions: [],
  action: undefined
})

/** One of its containers, of whichever kind: they share their names (AJ-73). */
export const container = ({ containers, initContainers }: Pod, name: string): Container | undefined =>
  containers.find((one) => one.name === name) ?? initContainers.find((one) => one.name === name)

/** Its probe said that its run, or its last one, must not go on. */
export const isEndedByProbe = ({ unhealthy }: Container): boolean =>
  unhealthy === "LivenessProbe" || unhealthy === "StartupProbe"

/** The reason of a container that was removed to start its whole Pod over (LC-36). */
export const restartingAllContainers = "RestartingAllContainers"

/** It was removed, and waits for its turn to start anew (LC-36). */
export const isRemoved = ({ state, reason }: Container): boolean =>
  state === "BackingOff" && reason === restartingAllContainers

export const isFinished = (pod: Pod): boolean => pod.phase === "Succeeded" || pod.phase === "Failed"

/** JC-7. */
export const isActive = (pod: Pod): boolean => !isFinished(pod) && pod.deletionAt === undefined

/** JC-8: a Pod in a terminal phase is never terminating, however long its removal takes. */
export const isTerminating = (pod: Pod): boolean => !isFinished(pod) && pod.deletionAt !== undefined

/** Nothing more of it begins, and what runs is to end (LC-33, LC-43, LC-53). */
export const isStopping = (pod: Pod): boolean =>
  pod.deletionAt !== undefined || pod.terminationAt !== undefined

/** The latest end of these containers, and of those before them, if all of these have ended. */
const lastEnd = (containers: ReadonlyArray<Container>, before: number | undefined): number | undefined =>
  containers.every(({ state, finishedAt }) => state === "Terminated" && finishedAt !== undefined)
    ? containers.reduce<number | undefined>(
        (last, { finishedAt = 0 }) => (last === undefined ? finishedAt : Math.max(last, finishedAt)),
        before
      )
    : undefined

/**
 * When the last of its containers ended, sidecars too (JC-100). Where a container has not ended, the sidecars alone
 * say it, if they have (JC-101).
 */
const containersEnd = ({ containers, initContainers }: Pod): number | undefined => {
  const ended = lastEnd(containers, undefined)
  return initContainers.length === 0
    ? ended
    : lastEnd(
        initContainers.filter((item) => item.isSidecar),
        ended
      )
}

/** When the Pod ended, for the back-off: the first of four sources that is known (JC-100). */
export const finishTime = (pod: Pod): number => {
  const ended = containersEnd(pod)
  if (ended !== undefined) return Timestamp.cut(ended)
  if (!pod.ready && pod.readyChangedAt !== undefined) return pod.readyChangedAt
  return pod.deletionAt === undefined ? pod.createdAt : Timestamp.cut(pod.deletionAt)
}
