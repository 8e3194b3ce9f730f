/**
 * `jobledger describe`: a Job or a Pod at length, as `kubectl describe` shows it; also one that is gone, from the log.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as JobObject from "../../../domain/projection/JobObject.ts"
import * as PodObject from "../../../domain/projection/PodObject.ts"
import type { EventLog } from "../../../runtime/log/EventLog.ts"
import type { Failure } from "../Failure.ts"
import * as DescribeJob from "../kubectl/DescribeJob.ts"
import * as DescribePod from "../kubectl/DescribePod.ts"
import * as Reading from "../live/Reading.ts"
import * as StoreDirectory from "../live/StoreDirectory.ts"
import * as Terminal from "../Terminal.ts"

export interface Options {
  readonly directory: string
  readonly kind: "job" | "pod"
  readonly namespace: string
  readonly name: string
}

const gone = (kind: string, name: string): string =>
  `jobledger: ${kind} ${name} is gone; this is how the log has it`

const job = ({ namespace, name }: Options) =>
  Effect.gen(function* () {
    const { job: found, events } = yield* Reading.job({ namespace, name })
    if (found.deletedAt !== undefined) yield* Terminal.say([gone("Job", name)])
    const now = yield* Clock.currentTimeMillis
    yield* Terminal.write(DescribeJob.text(JobObject.of(found), events, now))
  })

const pod = ({ namespace, name }: Options) =>
  Effect.gen(function* () {
    const found = yield* Reading.pod({ namespace, name })
    if (found.pod.deletedAt !== undefined) yield* Terminal.say([gone("Pod", name)])
    const now = yield* Clock.currentTimeMillis
    yield* Terminal.write(DescribePod.text(PodObject.of(found.job, found.pod), [], now))
  })

export const run = (options: Options): Effect.Effect<void, Failure> => {
  const shown: Effect.Effect<void, Failure, EventLog> = options.kind === "job" ? job(options) : pod(options)
  return Effect.andThen(
    StoreDirectory.ensure(options.directory),
    Effect.provide(shown, Reading.layer(options.directory))
  )
}
