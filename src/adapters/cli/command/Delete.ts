/**
 * `jobledger delete`: deletes a Job, and waits until it and, but for orphans, its Pods are gone.
 */
import * as Effect from "effect/Effect"
import type { PropagationPolicy } from "../../../domain/manifest/JobSchema.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import type { Failure } from "../Failure.ts"
import * as Engine from "../live/Engine.ts"
import * as Settled from "../live/Settled.ts"
import * as Terminal from "../Terminal.ts"

export interface Options extends Engine.Options {
  readonly reference: Jobs.Reference
  readonly propagationPolicy: PropagationPolicy
}

const deleted = ({ reference, propagationPolicy }: Options): Effect.Effect<void, Failure, Engine.Live> =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const { metadata } = yield* jobs.delete(reference, propagationPolicy)
    yield* Settled.until(
      metadata.uid,
      ({ deletedAt, podSet }) =>
        deletedAt !== undefined && (propagationPolicy === "Orphan" || podSet.pods.size === 0)
    )
    yield* Terminal.write(`job.batch "${reference.name}" deleted\n`)
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Engine.onExisting(options, deleted(options))
