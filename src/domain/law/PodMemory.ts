/**
 * What the laws remember of a Pod in hand.
 */
import type { PodFailurePolicyAction } from "../manifest/PodFailurePolicySchema.ts"
import type { IndexFailures } from "../pod/Pod.ts"

/**
 * The last run of a container; `due`: when the next one may start, once that is decided; `restarts`: in a row, without
 * a run that lasted long (LC-33).
 */
export interface Run {
  readonly container: string
  readonly attempt: number
  readonly isRunning: boolean
  readonly startedAt: number
  readonly finishedAt: number
  readonly restarts: number
  readonly due: number | undefined
}

const longRunMillis = 600000

export interface PodMemory {
  readonly index: number | undefined
  /** What it was told of failures of its index, with a limit per index (JC-92). */
  readonly indexFailures: IndexFailures | undefined
  readonly isTracked: boolean
  readonly isScheduled: boolean
  readonly hasStarted: boolean
  readonly isReady: boolean
  /** Somebody asked it to terminate. */
  readonly isAsked: boolean
  /** That was a user, not the control plane. */
  readonly isAskedByUser: boolean
  /** Its Job asked it while it was still tracked: with a verdict (JC-59). */
  readonly isStopped: boolean
  readonly end: "Succeeded" | "Failed" | undefined
  /** What the rule says that matched its failure (JC-113). */
  readonly action: PodFailurePolicyAction | undefined
  readonly runs: ReadonlyArray<Run>
}

export const created = (index: number | undefined, indexFailures?: IndexFailures): PodMemory => ({
  index,
  indexFailures,
  isTracked: true,
  isScheduled: false,
  hasStarted: false,
  isReady: false,
  isAsked: false,
  isAskedByUser: false,
  isStopped: false,
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

/** The Pod with a container's run that started. */
export const started = (
  pod: PodMemory,
  {
    container,
    attempt,
    startedAt
  }: { readonly container: string; readonly attempt: number; readonly startedAt: number }
): PodMemory => {
  const restarts = pod.runs.find((run) => run.container === container)?.restarts ?? 0
  const run: Run = { container, attempt, isRunning: true, startedAt, finishedAt: 0, restarts, due: undefined }
  return { ...pod, runs: [...pod.runs.filter((other) => other.container !== container), run] }
}

export const ended = (run: Run, finishedAt: number): Run => ({
  ...run,
  isRunning: false,
  finishedAt,
  restarts: finishedAt - run.startedAt > longRunMillis ? 0 : run.restarts,
  due: undefined
})

/** The Pod with one container's run changed. */
export const changeRun = (pod: PodMemory, container: string, to: (run: Run) => Run): PodMemory => ({
  ...pod,
  runs: pod.runs.map((run) => (run.container === container ? to(run) : run))
})

/** A run that never began ends at the instant of its beginning. */
export const exited = (
  pod: PodMemory,
  run: { readonly container: string; readonly attempt: number },
  finishedAt: number
): PodMemory => {
  const last = pod.runs.find(({ container }) => container === run.container)
  const begun = last?.isRunning === true ? pod : started(pod, { ...run, startedAt: finishedAt })
  return changeRun(begun, run.container, (other) => ended(other, finishedAt))
}

/** Asked to terminate. */
export const asked = (pod: PodMemory, by: "User" | "JobController" | "GarbageCollector"): PodMemory => ({
  ...pod,
  isAsked: true,
  isAskedByUser: by === "User",
  isStopped: by === "JobController" && pod.isTracked
})
