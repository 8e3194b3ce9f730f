/**
 * `jobledger suspend`: suspends a Job, and waits until its Pods have ended.
 */
import * as Effect from "effect/Effect"
import * as Job from "../../../domain/job/Job.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import type { Failure } from "../Failure.ts"
import * as Engine from "../live/Engine.ts"
import * as Settled from "../live/Settled.ts"
import * as Terminal from "../Terminal.ts"

export interface Options extends Engine.Options {
  readonly reference: Jobs.Reference
}

const suspended = ({ reference }: Options): Effect.Effect<void, Failure, Engine.Live> =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    if (Job.isFinished(yield* jobs.get(reference)))
      return yield* Effect.fail({ _tag: "AlreadyFinished", name: reference.name } as const)
    const { metadata } = yield* jobs.patch(reference, { spec: { suspend: true } })
    yield* Settled.until(metadata.uid, (job) => !Job.hasLivePods(job))
    yield* Terminal.write(`job.batch/${reference.name} suspended\n`)
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Engine.onExisting(options, suspended(options))
