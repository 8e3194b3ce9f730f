/**
 * `jobledger patch`: changes a Job by a JSON merge patch, as `kubectl patch --type=merge` does. Whoever controls the
 * store sees to what follows; nobody need.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { same } from "../../../domain/data/Sameness.ts"
import type * as Job from "../../../domain/job/Job.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import { type Failure, invalidInput } from "../Failure.ts"
import * as Engine from "../live/Engine.ts"
import * as StoreDirectory from "../live/StoreDirectory.ts"
import * as Document from "../source/Document.ts"
import * as FieldErrors from "../source/FieldErrors.ts"
import * as Terminal from "../Terminal.ts"

export interface Options {
  readonly directory: string
  readonly reference: Jobs.Reference
  /** JSON or YAML. */
  readonly patch: string
}

/** One document, which is an object. */
const read = (text: string): Result.Result<Document.Document, Document.Complaints> => {
  const source = { name: "--patch", text, firstLine: 1 }
  const [first, ...others] = Document.read(source)
  if (first === undefined || others.length > 0) return Result.fail(["--patch: not one object"])
  return Result.flatMap(first, (document) =>
    Predicate.isObject(document.value)
      ? Result.succeed(document)
      : Result.fail([Document.notAnObject(document)])
  )
}

const isSame = (before: Job.Job, after: Job.Job): boolean =>
  before.generation === after.generation && same(before.metadata, after.metadata)

const patched = ({ reference, patch }: Options): Effect.Effect<void, Failure, Engine.Live> =>
  Effect.gen(function* () {
    const document = yield* Effect.mapError(Effect.fromResult(read(patch)), invalidInput)
    const jobs = yield* Jobs.Jobs
    const before = yield* jobs.get(reference)
    const after = yield* Effect.catchTag(jobs.patch(reference, document.value), "InvalidJob", ({ errors }) =>
      Effect.fail(invalidInput(FieldErrors.complaints(document, "", errors)))
    )
    const remark = isSame(before, after) ? " (no change)" : ""
    yield* Terminal.write(`job.batch/${reference.name} patched${remark}\n`)
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Effect.andThen(
    StoreDirectory.ensure(options.directory),
    Effect.provide(patched(options), Engine.layer(options))
  )
