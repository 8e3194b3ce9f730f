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
import * as StoreDirectory from "../live/StoreDirectory.ts"
import type { JobExists } from "../LiveFailure.ts"
import * as FieldValidation from "../source/FieldValidation.ts"
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
  readonly validate: FieldValidation.Mode
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
  generatesName,
  validate
}: Options): Effect.Effect<ReadonlyArray<RunnableJob.RunnableJob>, Failure> =>
  Effect.gen(function* () {
    const items = yield* ManifestFiles.load(paths)
    const results = items.map((item) =>
      RunnableJob.judge(
        item,
        FieldValidation.read(validate, generatesName ? renamed(item.value) : item.value)
      )
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

const taken = ({ directory }: Options, there: Job.Job): JobExists => {
  const { namespace, name } = there.metadata
  return { _tag: "JobExists", job: { directory, namespace, name }, isFinished: Job.isFinished(there) }
}

/** Makes room for a Job, or says why there is none. */
const makeRoom = Effect.fnUntraced(function* (options: Options, job: RunnableJob.RunnableJob) {
  if (options.generatesName) return
  const jobs = yield* Jobs.Jobs
  const there = yield* Effect.catchTag(jobs.get(job), "JobNotFound", () => Effect.succeed(undefined))
  if (there === undefined) return
  if (!Job.isFinished(there) || !options.replaces) return yield* Effect.fail(taken(options, there))
  yield* jobs.delete(job, "Background")
})

const created = Effect.fnUntraced(function* (
  options: Options,
  wanted: ReadonlyArray<RunnableJob.RunnableJob>
) {
  const jobs = yield* Jobs.Jobs
  for (const job of wanted) yield* makeRoom(options, job)
  return yield* Effect.forEach(wanted, ({ manifest }) =>
    // Somebody else may have taken the name in between.
    Effect.catchTag(jobs.create(manifest), "JobAlreadyExists", ({ job }) => Effect.fail(taken(options, job)))
  )
})

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const wanted = yield* judged(options)
    yield* refuseTwins(wanted)
    if (!options.isQuiet) yield* Terminal.say([...new Set(wanted.flatMap(({ notes }) => notes))])
    const since = yield* Clock.currentTimeMillis
    const { directory, isQuiet } = options
    const attending = Effect.flatMap(created(options, wanted), (jobs) =>
      Attendance.attend({ directory, jobs, since, isQuiet })
    )
    yield* StoreDirectory.make(directory)
    yield* Engine.controlled(options, attending).pipe(Effect.provide(Engine.layer(options)))
  })
