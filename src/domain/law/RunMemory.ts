/**
 * What the laws remember of the last run of a container.
 */
import type { UnhealthyCause } from "../event/Fact.ts"

/**
 * `hasStarted`: this run or one before it has, by its startup probe too. `unhealthy`: why it must not go on. `exitCode`: of
 * the run, once it has ended. `due`: when the next one may start, once that is decided; `restarts`: in a row, each by a
 * back-off and after a run that did not last long (LC-31, LC-33); `isRemoved`: it restarted by its removal (LC-36).
 */
export interface RunMemory {
  readonly container: string
  readonly attempt: number
  readonly isRunning: boolean
  readonly hasStarted: boolean
  readonly unhealthy: UnhealthyCause | undefined
  readonly startedAt: number
  readonly hasRunLong: boolean
  readonly finishedAt: number
  readonly exitCode: number | undefined
  readonly restarts: number
  readonly due: number | undefined
  readonly isRemoved: boolean
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
  hasRunLong: false,
  finishedAt: 0,
  exitCode: undefined,
  restarts: before?.restarts ?? 0,
  due: undefined,
  isRemoved: false
})

/** How often the container has restarted in all (LC-12). */
export const restartCount = ({ attempt, isRemoved }: RunMemory): number => (isRemoved ? attempt + 1 : attempt)

/** How many restarts in a row there were before the one that follows. */
export const restartsBefore = ({ hasRunLong, restarts }: RunMemory): number => (hasRunLong ? 0 : restarts)

/** That another run follows is decided, by a back-off. */
export const toRestart = (run: RunMemory, due: number): RunMemory => ({
  ...run,
  due,
  restarts: restartsBefore(run) + 1
})

/** Its container is removed, and may start again once its turn comes; one that waited for its next run goes on waiting. */
export const removed = (run: RunMemory, at: number, isCause: boolean): RunMemory => ({
  ...run,
  isRemoved: isCause || run.due === undefined,
  hasStarted: false,
  exitCode: undefined,
  due: run.due ?? at
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
  return { ...run, isRunning: false, finishedAt, exitCode, hasRunLong, due: undefined }
}
