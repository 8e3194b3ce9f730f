/**
 * A Pod as the domain keeps it: from its creation until the Job has released it and it has ended.
 *
 * `tracked` is upstream's tracking finalizer: as long as it is there the Pod will be counted. All instants are epoch
 * milliseconds; the ones the Kubernetes API stores are cut to seconds (TR-2).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { PodCondition } from "../event/Fact.ts"
import type { PodFailurePolicyAction } from "../manifest/PodFailurePolicySchema.ts"

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
  readonly state: ContainerState
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

export interface Pod {
  readonly ordinal: number
  readonly index: number | undefined
  /** Absent without `backoffLimitPerIndex`. */
  readonly indexFailures: IndexFailures | undefined
  readonly createdAt: number
  readonly tracked: boolean
  readonly slot: boolean
  readonly scheduled: boolean
  readonly phase: Phase
  readonly ready: boolean
  /** When Ready last turned true or false; absent before the Pod ran. */
  readonly readyChangedAt: number | undefined
  readonly deletionAt: number | undefined
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

/** Before it has run, and without its name. */
export const newContainer: Container = {
  name: "",
  state: "Created",
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

export const make = (fields: {
  readonly ordinal: number
  readonly index: number | undefined
  readonly indexFailures?: IndexFailures | undefined
  readonly at: number
  readonly containers: ReadonlyArray<string>
}): Pod => ({
  ordinal: fields.ordinal,
  index: fields.index,
  indexFailures: fields.indexFailures,
  createdAt: Timestamp.cut(fields.at),
  tracked: true,
  slot: false,
  scheduled: false,
  phase: "Pending",
  ready: false,
  readyChangedAt: undefined,
  deletionAt: undefined,
  stopped: false,
  containers: fields.containers.map((name) => ({ ...newContainer, name })),
  restarts: 0,
  evicted: false,
  reason: undefined,
  conditions: [],
  action: undefined
})

export const isFinished = (pod: Pod): boolean => pod.phase === "Succeeded" || pod.phase === "Failed"

/** JC-7. */
export const isActive = (pod: Pod): boolean => !isFinished(pod) && pod.deletionAt === undefined

/** JC-8: a Pod in a terminal phase is never terminating, however long its removal takes. */
export const isTerminating = (pod: Pod): boolean => !isFinished(pod) && pod.deletionAt !== undefined

/** The largest of a list of instants, if all of them are known. */
const latest = (instants: ReadonlyArray<number | undefined>): number | undefined =>
  instants.reduce((left, right) =>
    left === undefined || right === undefined ? undefined : Math.max(left, right)
  )

/** When the Pod ended, for the back-off: the first of four sources that is known (JC-100). */
export const finishTime = (pod: Pod): number => {
  const ended = latest(
    pod.containers.map(({ state, finishedAt }) => (state === "Terminated" ? finishedAt : undefined))
  )
  if (ended !== undefined) return Timestamp.cut(ended)
  if (!pod.ready && pod.readyChangedAt !== undefined) return pod.readyChangedAt
  return pod.deletionAt === undefined ? pod.createdAt : Timestamp.cut(pod.deletionAt)
}
