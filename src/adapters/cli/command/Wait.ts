/**
 * `jobledger wait`: waits until a Job is finished, has a condition, or is gone.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Job from "../../../domain/job/Job.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import type { EventLogError } from "../../../runtime/log/EventLog.ts"
import * as PendingWords from "../../../runtime/story/PendingWords.ts"
import type { Failure } from "../Failure.ts"
import * as Engine from "../live/Engine.ts"
import * as Settled from "../live/Settled.ts"
import type { TimedOut } from "../LiveFailure.ts"
import * as Terminal from "../Terminal.ts"

/** `condition`: its type, in any case of letters; `finished`: either verdict. */
export type Wanted =
  | { readonly _tag: "finished" }
  | { readonly _tag: "delete" }
  | { readonly _tag: "condition"; readonly type: string; readonly status: string }

export interface Options extends Engine.Options {
  readonly reference: Jobs.Reference
  readonly wanted: Wanted
  /** Milliseconds. */
  readonly timeout: number
}

const isGone = ({ deletedAt }: Job.Job): boolean => deletedAt !== undefined

const isSo =
  (wanted: Wanted) =>
  (job: Job.Job): boolean => {
    if (wanted._tag === "delete") return isGone(job)
    if (wanted._tag === "finished") return Job.isFinished(job)
    return job.conditions.some(
      ({ type, status }) =>
        type.toLowerCase() === wanted.type.toLowerCase() &&
        status.toLowerCase() === wanted.status.toLowerCase()
    )
  }

/** A Job that is gone by now waits for nothing. */
const timedOut = (reference: Jobs.Reference): Effect.Effect<TimedOut, EventLogError, Jobs.Jobs> =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const now = yield* Clock.currentTimeMillis
    const job = yield* Effect.catchTag(jobs.get(reference), "JobNotFound", () => Effect.succeed(undefined))
    const waitsFor = job === undefined ? [] : PendingWords.lines(job, now)
    return { _tag: "TimedOut", name: reference.name, waitsFor }
  })

const waited = ({ reference, wanted, timeout }: Options): Effect.Effect<void, Failure, Engine.Live> =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const gone = `job.batch/${reference.name} deleted\n`
    const known = yield* Effect.catchTag(jobs.get(reference), "JobNotFound", (missing) =>
      wanted._tag === "delete" ? Effect.succeed(undefined) : Effect.fail(missing)
    )
    if (known === undefined) return yield* Terminal.write(gone)
    const job = yield* Settled.until(known.metadata.uid, (now) => isSo(wanted)(now) || isGone(now)).pipe(
      Effect.timeoutOrElse({
        duration: Duration.millis(timeout),
        orElse: () => Effect.flatMap(timedOut(reference), Effect.fail)
      })
    )
    // What is gone will not come to be so.
    if (!isSo(wanted)(job)) yield* Effect.fail({ _tag: "JobNotFound", name: reference.name } as const)
    if (wanted._tag === "finished" && Job.hasFailed(job))
      yield* Effect.fail({ _tag: "JobFailed", jobs: [job] } as const)
    yield* Terminal.write(wanted._tag === "delete" ? gone : `job.batch/${reference.name} condition met\n`)
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Engine.onExisting(options, waited(options))
