/**
 * Attending to Jobs: watching them to their verdict, and what Ctrl-C does meanwhile.
 *
 * The first Ctrl-C suspends the Jobs, whose Pods then end gracefully and do not count as failures; the second leaves
 * the Pods to themselves, for a later command to go on with.
 */
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Job from "../../../domain/job/Job.ts"
import type { ContainerRuntime } from "../../../runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import type { EventLog, EventLogError } from "../../../runtime/log/EventLog.ts"
import * as GoOn from "../GoOn.ts"
import type { JobDeleted, JobFailed, LeftRunning, Suspended } from "../LiveFailure.ts"
import * as Signals from "../Signals.ts"
import * as Terminal from "../Terminal.ts"
import * as PodOutput from "./PodOutput.ts"
import * as Screen from "./Screen.ts"
import * as Watch from "./Watch.ts"

export interface Options {
  /** Of the store. */
  readonly directory: string
  readonly jobs: ReadonlyArray<Job.Job>
  readonly since: number
  readonly isQuiet: boolean
}

type AttendanceError = Watch.WatchError | JobFailed | JobDeleted | Suspended | LeftRunning

const left = (directory: string, jobs: ReadonlyArray<Job.Job>): ReadonlyArray<GoOn.Left> =>
  jobs.map(({ metadata: { namespace, name } }) => ({ directory, namespace, name }))

/** Suspends what is not finished; a Job that has finished or gone meanwhile needs nothing. */
const suspend = (jobs: ReadonlyArray<Job.Job>): Effect.Effect<void, EventLogError, Jobs.Jobs> =>
  Effect.flatMap(Jobs.Jobs, (commands) =>
    Effect.forEach(
      jobs,
      ({ metadata }) =>
        Effect.gen(function* () {
          const job = yield* commands.get(metadata)
          if (!Job.isOver(job) && job.metadata.uid === metadata.uid)
            yield* commands.patch(metadata, { spec: { suspend: true } })
        }).pipe(Effect.catchTag(["JobNotFound", "InvalidJob", "PodNotFound"], () => Effect.void)),
      { discard: true }
    )
  )

/** Those that wait already, with no Pod left: nothing will happen to them that could be waited for. */
const waiting = (jobs: ReadonlyArray<Job.Job>): Effect.Effect<ReadonlyArray<Job.Job>, never, Jobs.Jobs> =>
  Effect.flatMap(Jobs.Jobs, (commands) =>
    Effect.filter(jobs, ({ metadata }) =>
      Effect.match(commands.get(metadata), {
        onFailure: () => false,
        onSuccess: (job) => !Job.isOver(job) && job.spec.suspend && !Job.hasLivePods(job)
      })
    )
  )

/** Whether a Pod of theirs is alive now; of Jobs that cannot be read, it is to be feared. */
const haveLivePods = (jobs: ReadonlyArray<Job.Job>): Effect.Effect<boolean, never, Jobs.Jobs> =>
  Effect.flatMap(Jobs.Jobs, (commands) =>
    Effect.forEach(jobs, ({ metadata }) =>
      Effect.match(commands.get(metadata), {
        onFailure: ({ _tag }) => _tag !== "JobNotFound",
        onSuccess: Job.hasLivePods
      })
    )
  ).pipe(Effect.map((all) => all.includes(true)))

interface Attending extends Options {
  readonly screen: Screen.Screen
  readonly interrupts: Queue.Dequeue<void>
  isLeaving: boolean
}

/** What Ctrl-C does: never ends by itself but with the second one. */
const signals = (
  attending: Attending
): Effect.Effect<never, Suspended | LeftRunning | EventLogError, Jobs.Jobs> =>
  Effect.gen(function* () {
    const { directory, jobs, screen, interrupts } = attending
    yield* Queue.take(interrupts)
    attending.isLeaving = true
    if ((yield* waiting(jobs)).length === jobs.length)
      return yield* Effect.fail({ _tag: "Suspended", jobs: left(directory, jobs) } as const)
    yield* Screen.say(screen, [
      (yield* haveLivePods(jobs))
        ? "jobledger: suspending: Pods end gracefully, and do not count as failures; Ctrl-C again waits for them no longer"
        : "jobledger: suspending: no Pod is running"
    ])
    yield* Effect.raceFirst(Effect.andThen(suspend(jobs), Effect.never), Queue.take(interrupts))
    return yield* Effect.fail({ _tag: "LeftRunning", jobs: left(directory, jobs) } as const)
  })

/** Something else than Ctrl-C ends this process: whoever reads it learns what goes on without it. */
const farewell = ({ directory, jobs }: Options): Effect.Effect<void, never, Jobs.Jobs> =>
  Effect.flatMap(haveLivePods(jobs), (isAlive) =>
    Terminal.say([
      `jobledger: ${isAlive ? "Pods are left running" : "no Pod is running"}; to go on: ${GoOn.commands(left(directory, jobs))}`
    ])
  )

/** A Job that is created suspended waits here for somebody to resume it. */
const awaited = ({ directory, jobs, isQuiet }: Options): Effect.Effect<void> => {
  const suspended = jobs.filter(({ spec }) => spec.suspend)
  return isQuiet || suspended.length === 0
    ? Effect.void
    : Terminal.say([
        `jobledger: suspended, as the manifest says; to start, in another terminal: ${GoOn.commands(left(directory, suspended))}`
      ])
}

const verdict = (
  directory: string,
  jobs: ReadonlyArray<Job.Job>
): Effect.Effect<void, JobFailed | JobDeleted | Suspended> => {
  const suspended = jobs.filter((job) => !Job.isOver(job))
  if (suspended.length > 0) return Effect.fail({ _tag: "Suspended", jobs: left(directory, suspended) })
  const deleted = jobs.filter((job) => !Job.isFinished(job))
  if (deleted.length > 0)
    return Effect.fail({ _tag: "JobDeleted", names: deleted.map(({ metadata }) => metadata.name) })
  const failed = jobs.filter(Job.hasFailed)
  return failed.length === 0 ? Effect.void : Effect.fail({ _tag: "JobFailed", jobs: failed })
}

/** Fails with the verdict where it is a bad one. */
export const attend = (
  options: Options
): Effect.Effect<void, AttendanceError, EventLog | ContainerRuntime | Jobs.Jobs> =>
  Effect.scoped(
    Effect.gen(function* () {
      yield* awaited(options)
      const screen = Screen.make(options.isQuiet)
      const interrupts = yield* Signals.interrupts
      const attending: Attending = { ...options, screen, interrupts, isLeaving: false }
      const watching = Watch.watch({
        jobs: options.jobs.map(({ metadata }) => metadata.uid),
        since: options.since,
        isQuiet: options.isQuiet,
        screen,
        output: (run) =>
          // Who reads no further has not asked the Job to end.
          Effect.catchTag(
            PodOutput.show(screen, run, { follow: true, isPrefixed: true }),
            "OutputClosed",
            () => Effect.void
          ),
        isDone: (job) => Job.isOver(job) || (attending.isLeaving && job.spec.suspend && !Job.hasLivePods(job))
      })
      const jobs = yield* Effect.raceFirst(watching, signals(attending)).pipe(
        Effect.onInterrupt(() => farewell(options))
      )
      yield* verdict(options.directory, jobs)
    })
  )
