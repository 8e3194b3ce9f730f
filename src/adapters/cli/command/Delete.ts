/**
 * `jobledger delete`: deletes a Job, and waits until it and, but for orphans, its Pods are gone; or until nothing keeps
 * it but finalizers, of which nobody here knows when they are taken off (CL-12).
 */
import * as Effect from "effect/Effect"
import * as Finalizers from "../../../domain/job/Finalizers.ts"
import * as Job from "../../../domain/job/Job.ts"
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

const isKept = (job: Job.Job): boolean =>
  Job.exists(job) && job.deletion !== undefined && Finalizers.policyOf(job.metadata) === undefined

const deleted = ({ reference, propagationPolicy }: Options): Effect.Effect<void, Failure, Engine.Live> =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const { metadata } = yield* jobs.delete(reference, propagationPolicy)
    const left = yield* Settled.until(
      metadata.uid,
      (job) => isKept(job) || (!Job.exists(job) && (Job.isOrphaned(job) || job.podSet.pods.size === 0))
    )
    if (isKept(left))
      yield* Terminal.say([
        `jobledger: Job ${reference.name} stays until its finalizers are taken off: ${Finalizers.of(left.metadata).join(", ")}`
      ])
    else yield* Terminal.write(`job.batch "${reference.name}" deleted\n`)
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Engine.onExisting(options, deleted(options))
