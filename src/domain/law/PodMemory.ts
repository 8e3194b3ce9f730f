/**
 * What the laws remember of a Pod in hand.
 */

/** The last run of a container; `due`: when the next one may start, once that is decided. */
export interface Run {
  readonly container: string
  readonly attempt: number
  readonly isRunning: boolean
  readonly due: number | undefined
}

export interface PodMemory {
  readonly index: number | undefined
  readonly isTracked: boolean
  readonly isScheduled: boolean
  readonly hasStarted: boolean
  readonly isReady: boolean
  /** Somebody asked it to terminate. */
  readonly isAsked: boolean
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
export const started = (pod: PodMemory, container: string, attempt: number): PodMemory => ({
  ...pod,
  runs: [
    ...pod.runs.filter((run) => run.container !== container),
    { container, attempt, isRunning: true, due: undefined }
  ]
})

/** The Pod with one container's run changed. */
export const changeRun = (pod: PodMemory, container: string, to: (run: Run) => Run): PodMemory => ({
  ...pod,
  runs: pod.runs.map((run) => (run.container === container ? to(run) : run))
})
