/**
 * What the laws remember of the last run of a container.
 */
import type { UnhealthyCause } from "../event/Fact.ts"

/**
 * `hasStarted`: this run or one before it has, by its startup probe too. `unhealthy`: why it must not go on. `exitCode`: of the run, once it has ended. `due`: when the next one may
 * start, once that is decided; `restarts`: in a row, without a run that lasted long (LC-33).
 */
export interface RunMemory {
  readonly container: string
  readonly attempt: number
  readonly isRunning: boolean
  readonly hasStarted: boolean
  readonly unhealthy: UnhealthyCause | undefined
  readonly startedAt: number
  readonly finishedAt: number
  readonly exitCode: number | undefined
  readonly restarts: number
  readonly due: number | undefined
}

const longRunMillis = 600000

interface Run {
  readonly container: string
  readonly attempt: number
}

interface Start extends Run {
  readonly startedAt: number
  readonly started?: boolean
}

/** The run that begins after another. */
export const started = (
  before: RunMemory | undefined,
  { container, attempt, startedAt, started: isStarted = true }: Start
): RunMemory => ({
  container,
  attempt,
  isRunning: true,
  hasStarted: isStarted || before?.hasStarted === true,
  unhealthy: undefined,
  startedAt,
  finishedAt: 0,
  exitCode: undefined,
  restarts: before?.restarts ?? 0,
  due: undefined
})

export interface End extends Run {
  readonly exitCode: number
  readonly finishedAt: number
}

/** The run ended; one that never began ends at the instant of its beginning. */
export const ended = (
  last: RunMemory | undefined,
  { container, attempt, exitCode, finishedAt }: End
): RunMemory => {
  const run =
    last?.isRunning === true
      ? last
      : {
          ...started(last, { container, attempt, startedAt: finishedAt }),
          hasStarted: last?.hasStarted ?? false
        }
  const hasRunLong = finishedAt - run.startedAt > longRunMillis
  return {
    ...run,
    isRunning: false,
    finishedAt,
    exitCode,
    restarts: hasRunLong ? 0 : run.restarts,
    due: undefined
  }
}
