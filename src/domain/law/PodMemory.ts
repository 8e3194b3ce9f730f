/**
 * What the laws remember of a Pod in hand.
 */

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
  readonly isTracked: boolean
  readonly isScheduled: boolean
  readonly hasStarted: boolean
  readonly isReady: boolean
  /** Somebody asked it to terminate. */
  readonly isAsked: boolean
  /** That was a user, not the control plane. */
  readonly isAskedByUser: boolean
  readonly end: "Succeeded" | "Failed" | undefined
  readonly runs: ReadonlyArray<Run>
}

export const created = (index: number | undefined): PodMemory => ({
  index,
  isTracked: true,
  isScheduled: false,
  hasStarted: false,
  isReady: false,
  isAsked: false,
  isAskedByUser: false,
  end: undefined,
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
