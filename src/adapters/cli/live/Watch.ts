/**
 * Watches Jobs to their end: what happens to them is told, what their Pods write is passed on, and how they stand is
 * shown.
 */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Stream from "effect/Stream"
import * as Timestamp from "../../../domain/data/Timestamp.ts"
import type * as Job from "../../../domain/job/Job.ts"
import * as Progress from "../../../domain/projection/Progress.ts"
import * as RunningContainers from "../../../domain/projection/RunningContainers.ts"
import type { ContainerRuntime, ContainerRuntimeError } from "../../../runtime/container/ContainerRuntime.ts"
import { EventLog, type EventLogError } from "../../../runtime/log/EventLog.ts"
import type { LogRecord } from "../../../runtime/log/LogRecord.ts"
import * as Entry from "../../../runtime/story/Entry.ts"
import * as Style from "../../../runtime/story/Style.ts"
import type { OutputClosed, OutputNotWritable } from "../Failure.ts"
import * as ProgressLine from "../table/ProgressLine.ts"
import * as Terminal from "../Terminal.ts"
import * as Follower from "./Follower.ts"
import * as Screen from "./Screen.ts"

export interface Options {
  /** UIDs of the Jobs. */
  readonly jobs: ReadonlyArray<string>
  /** What happened before this instant (epoch milliseconds) is not told. */
  readonly since: number
  /** Passes on what Pods write, and says nothing itself. */
  readonly isQuiet: boolean
  readonly screen: Screen.Screen
  /** Passes on what one run writes. */
  readonly output: (run: Follower.Begun) => Effect.Effect<void, WatchError, ContainerRuntime>
  /** Whether a Job is as it was watched for. */
  readonly isDone: (job: Job.Job) => boolean
}

export type WatchError = EventLogError | ContainerRuntimeError | OutputClosed | OutputNotWritable

interface Watching extends Options {
  readonly followers: ReadonlyArray<Follower.Follower>
  readonly outputs: FiberSet.FiberSet<void, WatchError>
}

const isStillRunning = (job: Job.Job, run: Follower.Begun): boolean =>
  RunningContainers.of(job).some(
    ({ pod, container, attempt }) => pod === run.pod && container === run.container && attempt === run.attempt
  )

/** Tells what records brought; what is older than the watch is told only as far as it still goes on. */
const take = Effect.fnUntraced(function* (
  watching: Watching,
  follower: Follower.Follower,
  records: ReadonlyArray<LogRecord>
) {
  const { screen, outputs, since, isQuiet } = watching
  const { entries, begun } = Follower.take(follower, records)
  const { job } = follower
  const told = entries.filter(({ at }) => at >= since)
  const lines = told.map((entry) => line(job, entry))
  if (!isQuiet) yield* Screen.say(screen, lines, standings(watching, yield* Clock.currentTimeMillis))
  const wanted = begun.filter((run) => run.at >= since || isStillRunning(job, run))
  for (const run of wanted) yield* FiberSet.run(outputs, watching.output(run))
})

/** `backup: 3/5 complete, 2 active, next try in 8s`, once the Job is known. */
const standing = (job: Job.Job, now: number): string =>
  job.generation === 0 ? "" : `${job.metadata.name}: ${ProgressLine.of(Progress.of(job, now))}`

/** Those that are done need no watching any more. */
const standings = ({ followers, isDone }: Watching, now: number): string =>
  followers
    .filter(({ job }) => !isDone(job))
    .map(({ job }) => standing(job, now))
    .join("   ")

/** Draws how the Jobs stand, once a second: back-offs get shorter without anything happening. */
const drawing = (watching: Watching): Effect.Effect<never> =>
  Effect.forever(
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      yield* Screen.show(watching.screen, standings(watching, now))
      yield* Effect.sleep("1 second")
    })
  )

/** `12:30:04 quickstart  Pod quickstart-0-abcde started` */
const line = (job: Job.Job, entry: Entry.Entry): string => {
  const { columns, hasColours } = Terminal.of(process.stderr, process.env)
  const paint = Style.paint(hasColours)
  const when = Timestamp.exact(entry.at).slice(11, 19)
  const width = Math.max(columns - when.length - job.metadata.name.length - 3, widthMin)
  const text = Style.printable(Entry.sentence(entry, width))
  return `${paint("dim", when)} ${paint("dim", job.metadata.name)}  ${paint(entry.tone, text)}`
}

const widthMin = 40

/** Reads what there is, then what comes, until all Jobs are done. */
const reading = Effect.fnUntraced(function* (watching: Watching) {
  const log = yield* EventLog
  const { followers, isDone } = watching
  const done = yield* Deferred.make<void>()
  const look = Effect.suspend(() =>
    followers.every(({ job }) => isDone(job)) ? Effect.asVoid(Deferred.succeed(done, undefined)) : Effect.void
  )
  const { seq } = yield* log.head
  for (const follower of followers)
    yield* take(watching, follower, yield* Stream.runCollect(log.readStream(follower.stream)))
  yield* look
  const coming = Stream.runForEachArray(log.subscribe(seq), (records) =>
    Effect.andThen(
      Effect.forEach(followers, (follower) => take(watching, follower, records), { discard: true }),
      look
    )
  )
  yield* Effect.raceFirst(coming, Deferred.await(done))
})

/** Gives the Jobs as they are when all of them are done, and everything their Pods wrote has been passed on. */
export const watch = (
  options: Options
): Effect.Effect<ReadonlyArray<Job.Job>, WatchError, EventLog | ContainerRuntime> =>
  Effect.scoped(
    Effect.gen(function* () {
      const { screen } = options
      const followers = options.jobs.map(Follower.make)
      const outputs = yield* FiberSet.make<void, WatchError>()
      const watching: Watching = { ...options, followers, outputs }
      yield* Effect.addFinalizer(() => Screen.close(screen))
      yield* Effect.forkScoped(drawing(watching))
      yield* Effect.raceFirst(reading(watching), Effect.andThen(FiberSet.join(outputs), Effect.never))
      yield* FiberSet.awaitEmpty(outputs)
      return followers.map(({ job }) => job)
    })
  )
