/**
 * What the laws remember of a Pod in hand.
 */
import type * as Decision from "../event/Decision.ts"
import type { Event, Tag } from "../event/Event.ts"
import type { PodCondition } from "../event/Fact.ts"
import type { PodFailurePolicyAction } from "../manifest/PodFailurePolicySchema.ts"
import type { IndexFailures } from "../pod/Pod.ts"
import * as RunMemory from "./RunMemory.ts"

export interface PodMemory {
  readonly ordinal: number
  readonly index: number | undefined
  /** What it was told of failures of its index, with a limit per index (JC-92). */
  readonly indexFailures: IndexFailures | undefined
  readonly isTracked: boolean
  /** When it was scheduled. */
  readonly scheduledAt: number | undefined
  /** When its own deadline passes, once that is recorded (LC-53). */
  readonly deadline: number | undefined
  readonly hasStarted: boolean
  readonly isReady: boolean
  /** Somebody asked it to terminate. */
  readonly isAsked: boolean
  /** That was a user, not the control plane. */
  readonly isAskedByUser: boolean
  /** Its Job asked it while it was still tracked: with a verdict (JC-59). */
  readonly isStopped: boolean
  /** All its containers are ended, to start it over, by the end of this one (LC-36). */
  readonly restartsAllBy: string | undefined
  /** Its kubelet began to end it (LC-43, LC-53). */
  readonly isOver: boolean
  readonly isEvicted: boolean
  /** What it was evicted with (LC-89). */
  readonly conditions: ReadonlyArray<PodCondition>
  readonly end: "Succeeded" | "Failed" | undefined
  /** What the rule says that matched its failure (JC-113). */
  readonly action: PodFailurePolicyAction | undefined
  readonly runs: ReadonlyArray<RunMemory.RunMemory>
}

export const created = ({ ordinal, index, indexFailures }: Decision.PodCreated): PodMemory => ({
  ordinal,
  index,
  indexFailures,
  isTracked: true,
  scheduledAt: undefined,
  deadline: undefined,
  hasStarted: false,
  isReady: false,
  isAsked: false,
  isAskedByUser: false,
  isStopped: false,
  restartsAllBy: undefined,
  isOver: false,
  isEvicted: false,
  conditions: [],
  end: undefined,
  action: undefined,
  runs: []
})

/** JC-7. */
export const isActive = (pod: PodMemory): boolean => pod.end === undefined && !pod.isAsked

/** JC-8. */
export const isTerminating = (pod: PodMemory): boolean => pod.end === undefined && pod.isAsked

/** Ended and let go of, and nobody wants the object gone. */
export const isDone = (pod: PodMemory): boolean => pod.end !== undefined && !pod.isTracked && !pod.isAsked

export const runOf = (pod: PodMemory | undefined, container: string): RunMemory.RunMemory | undefined =>
  pod?.runs.find((run) => run.container === container)

/** The Pod with the last run of one container put in its place. */
const withRun = (pod: PodMemory, run: RunMemory.RunMemory): PodMemory => ({
  ...pod,
  runs: [...pod.runs.filter(({ container }) => container !== run.container), run]
})

const exited = (pod: PodMemory, run: RunMemory.End): PodMemory =>
  withRun(pod, RunMemory.ended(runOf(pod, run.container), run))

/** Asked to terminate. */
const asked = (pod: PodMemory, by: "User" | "JobController" | "GarbageCollector"): PodMemory => ({
  ...pod,
  isAsked: true,
  isAskedByUser: by === "User",
  isStopped: by === "JobController" && pod.isTracked
})

/** The Pod with members of the last run of one container changed. */
const changed = (pod: PodMemory, container: string, to: Partial<RunMemory.RunMemory>): PodMemory => {
  const run = runOf(pod, container)
  return run === undefined ? pod : withRun(pod, { ...run, ...to })
}

const toRestart = (
  pod: PodMemory,
  { container, due }: { readonly container: string; readonly due: number }
): PodMemory => {
  const run = runOf(pod, container)
  return run === undefined ? pod : withRun(pod, RunMemory.toRestart(run, due))
}

type Evolution = {
  readonly [T in Tag]?: (pod: PodMemory, event: Extract<Event, { readonly _tag: T }>) => PodMemory
}

const evolution: Evolution = {
  PodScheduled: (pod, { at }) => ({ ...pod, scheduledAt: at }),
  PodDeadlineArmed: (pod, { due }) => ({ ...pod, deadline: due }),
  PodStarted: (pod, { ready }) => ({ ...pod, hasStarted: true, isReady: ready }),
  PodReady: (pod, { ready }) => ({ ...pod, isReady: ready }),
  ContainerStarted: (pod, event) => withRun(pod, RunMemory.started(runOf(pod, event.container), event)),
  ContainerExited: exited,
  ContainerLost: (pod, event) => exited(pod, { ...event, exitCode: 137, finishedAt: event.at }),
  ContainerStartupSucceeded: (pod, { container }) => changed(pod, container, { hasStarted: true }),
  ContainerUnhealthy: (pod, { container, cause }) => changed(pod, container, { unhealthy: cause }),
  ContainerRestartDecided: toRestart,
  AllContainersRestartDecided: (pod, event) => ({ ...toRestart(pod, event), restartsAllBy: event.container }),
  AllContainersRemoved: (pod, { at }) => ({
    ...pod,
    isReady: false,
    restartsAllBy: undefined,
    runs: pod.runs.map((run) => RunMemory.removed(run, at, run.container === pod.restartsAllBy))
  }),
  PodEvicted: (pod, { conditions }) => ({ ...pod, isEvicted: true, conditions }),
  PodTerminationDecided: (pod) => ({ ...pod, isOver: true }),
  PodSucceeded: (pod) => ({ ...pod, end: "Succeeded" }),
  PodDeletionRequested: (pod, { by }) => asked(pod, by),
  PodDeletionRequestedByUser: (pod) => asked(pod, "User")
}

/** The Pod after an event that changes nothing else; the same for any other event. */
export const evolve = (pod: PodMemory, event: Event): PodMemory => {
  // The table pairs each tag with the function for that tag; the compiler cannot follow the pairing through a lookup.
  const remember = evolution[event._tag] as ((pod: PodMemory, event: Event) => PodMemory) | undefined
  return remember === undefined ? pod : remember(pod, event)
}
