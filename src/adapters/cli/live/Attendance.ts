/**
 * Attending to Jobs: watching them to their verdict, and what Ctrl-C does meanwhile.
 *
 * The first Ctrl-C suspends the Jobs, whose Pods then end gracefully and do not count as failures; the second leaves
 * the Pods to themselves, for a later command to go on with.
 */
import * as Effect from "effect/Effect"
import * as Job from "../../../domain/job/Job.ts"
import type { ContainerRuntime } from "../../../runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import type { EventLog, EventLogError } from "../../../runtime/log/EventLog.ts"
import type { JobFailed, LeftRunning, Suspended } from "../LiveFailure.ts"
import * as Signals from "../Signals.ts"
import * as Terminal from "../Terminal.ts"
import * as Watch from "./Watch.ts"

export interface Options {
  readonly jobs: ReadonlyArray<Job.Job>
  readonly since: number
  readonly isQuiet: boolean
}

type AttendanceError = Watch.WatchError | JobFailed | Suspended | LeftRunning

const namesOf = (jobs: ReadonlyArray<Job.Job>): ReadonlyArray<string> =>
  jobs.map(({ metadata }) => metadata.name)

const isOver = (job: Job.Job): boolean => job.deletedAt !== undefined || Job.isFinished(job)

const isQuiescent = ({ spec, podSet }: Job.Job): boolean =>
  spec.suspend && podSet.tally.active === 0 && podSet.tally.terminating === 0

/** Suspends what is not finished; a Job that has finished or gone meanwhile needs nothing. */
const suspend = (jobs: ReadonlyArray<Job.Job>): Effect.Effect<void, EventLogError, Jobs.Jobs> =>
  Effect.flatMap(Jobs.Jobs, (commands) =>
    Effect.forEach(
      jobs,
      ({ metadata }) =>
        Effect.gen(function* () {
          const job = yield* commands.get(metadata)
          if (!isOver(job) && job.metadata.uid === metadata.uid)
            yield* commands.patch(metadata, { spec: { suspend: true } })
        }).pipe(Effect.catchTag(["JobNotFound", "InvalidJob", "PodNotFound"], () => Effect.void)),
      { discard: true }
    )
  )

interface State {
  isLeaving: boolean
}

/** What Ctrl-C does: never ends by itself but with the second one. */
const signals = (
  { jobs }: Options,
  state: State
): Effect.Effect<never, LeftRunning | EventLogError, Jobs.Jobs> =>
  Effect.gen(function* () {
    yield* Signals.nextInterrupt
    state.isLeaving = true
    yield* Terminal.say([
      "jobledger: suspending: Pods end gracefully, and do not count as failures; once more leaves them running"
    ])
    const leaving: LeftRunning = { _tag: "LeftRunning", names: namesOf(jobs) }
    yield* Effect.raceFirst(
      Effect.andThen(suspend(jobs), Effect.never),
      Effect.andThen(Signals.nextInterrupt, Effect.fail(leaving))
    )
    return yield* Effect.never
  })

const verdict = (jobs: ReadonlyArray<Job.Job>): Effect.Effect<void, JobFailed | Suspended> => {
  const suspended = jobs.filter((job) => !isOver(job))
  if (suspended.length > 0) return Effect.fail({ _tag: "Suspended", names: namesOf(suspended) })
  const failed = jobs.filter((job) =>
    job.conditions.some(({ type, status }) => type === "Failed" && status === "True")
  )
  return failed.length === 0 ? Effect.void : Effect.fail({ _tag: "JobFailed", jobs: failed })
}

/** Fails with the verdict where it is a bad one. */
export const attend = (
  options: Options
): Effect.Effect<void, AttendanceError, EventLog | ContainerRuntime | Jobs.Jobs> =>
  Effect.suspend(() => {
    const state: State = { isLeaving: false }
    const watching = Watch.watch({
      jobs: options.jobs.map(({ metadata }) => metadata.uid),
      since: options.since,
      isQuiet: options.isQuiet,
      isDone: (job) => isOver(job) || (state.isLeaving && isQuiescent(job))
    })
    return Effect.flatMap(Effect.raceFirst(watching, signals(options, state)), verdict)
  })
