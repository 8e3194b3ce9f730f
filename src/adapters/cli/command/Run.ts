/**
 * `jobledger run`: creates Jobs and sees them to their end, with everything their Pods write.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Job from "../../../domain/job/Job.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import { type Failure, type InvalidInput, invalidInput } from "../Failure.ts"
import * as Attendance from "../live/Attendance.ts"
import * as Engine from "../live/Engine.ts"
import * as ManifestFiles from "../source/ManifestFiles.ts"
import * as RunnableJob from "../source/RunnableJob.ts"
import * as Terminal from "../Terminal.ts"

export interface Options extends Engine.Options {
  readonly paths: ReadonlyArray<string>
  readonly isQuiet: boolean
  /** A finished Job of the same name goes first. */
  readonly replaces: boolean
  /** Takes the name for the beginning of a new one. */
  readonly generatesName: boolean
}

/** `metadata.name` as `metadata.generateName`. */
const renamed = (manifest: unknown): unknown => {
  if (!Predicate.hasProperty(manifest, "metadata") || !Predicate.hasProperty(manifest.metadata, "name"))
    return manifest
  const { name, ...metadata } = manifest.metadata
  return typeof name === "string"
    ? { ...manifest, metadata: { ...metadata, generateName: `${name}-` } }
    : manifest
}

const judged = ({
  paths,
  generatesName
}: Options): Effect.Effect<ReadonlyArray<RunnableJob.RunnableJob>, Failure> =>
  Effect.gen(function* () {
    const documents = yield* ManifestFiles.load(paths)
    const results = documents.map((document) =>
      RunnableJob.judge(document, generatesName ? renamed(document.value) : document.value)
    )
    const complaints = results.flatMap((result) => (Result.isFailure(result) ? result.failure : []))
    if (complaints.length > 0) return yield* Effect.fail(invalidInput(complaints))
    return results.flatMap((result) => (Result.isSuccess(result) ? [result.success] : []))
  })

/** Two Jobs of one name in one command cannot both be created. */
const refuseTwins = (jobs: ReadonlyArray<RunnableJob.RunnableJob>): Effect.Effect<void, InvalidInput> => {
  const twin = jobs.find(
    (job, position) =>
      job.name !== "" &&
      jobs.findIndex((other) => other.name === job.name && other.namespace === job.namespace) < position
  )
  return twin === undefined
    ? Effect.void
    : Effect.fail(invalidInput([`${twin.document.name}: two Jobs are called ${twin.name}`]))
}

/** Makes room for a Job, or says why there is none. */
const makeRoom = Effect.fnUntraced(function* (options: Options, job: RunnableJob.RunnableJob) {
  if (options.generatesName) return
  const jobs = yield* Jobs.Jobs
  const there = yield* Effect.catchTag(jobs.get(job), "JobNotFound", () => Effect.succeed(undefined))
  if (there === undefined) return
  const isFinished = Job.isFinished(there)
  if (!isFinished || !options.replaces)
    return yield* Effect.fail({ _tag: "JobExists", name: job.name, isFinished } as const)
  yield* jobs.delete(job, "Background")
})

const created = Effect.fnUntraced(function* (
  options: Options,
  wanted: ReadonlyArray<RunnableJob.RunnableJob>
) {
  const jobs = yield* Jobs.Jobs
  for (const job of wanted) yield* makeRoom(options, job)
  return yield* Effect.forEach(wanted, ({ manifest }) => jobs.create(manifest))
})

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const wanted = yield* judged(options)
    yield* refuseTwins(wanted)
    if (!options.isQuiet) yield* Terminal.say([...new Set(wanted.flatMap(({ notes }) => notes))])
    const since = yield* Clock.currentTimeMillis
    const attending = Effect.flatMap(created(options, wanted), (jobs) =>
      Attendance.attend({ jobs, since, isQuiet: options.isQuiet })
    )
    yield* Engine.controlled(options, attending).pipe(Effect.provide(Engine.layer(options)))
  })
