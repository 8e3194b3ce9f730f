/**
 * `jobledger resume`: goes on with a Job that was suspended or left, and sees it to its end as `run` does.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Job from "../../../domain/job/Job.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import type { Failure } from "../Failure.ts"
import * as Attendance from "../live/Attendance.ts"
import * as Engine from "../live/Engine.ts"
import * as Terminal from "../Terminal.ts"

export interface Options extends Engine.Options {
  readonly reference: Jobs.Reference
  readonly isQuiet: boolean
}

const attended = ({ directory, reference, isQuiet }: Options): Effect.Effect<void, Failure, Engine.Live> =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const since = yield* Clock.currentTimeMillis
    const there = yield* jobs.get(reference)
    const job =
      there.spec.suspend && !Job.isFinished(there)
        ? yield* jobs.patch(reference, { spec: { suspend: false } })
        : there
    if (Job.isFinished(job) && !isQuiet)
      yield* Terminal.say([`jobledger: Job ${reference.name} has finished: there is nothing to go on with`])
    yield* Attendance.attend({ directory, jobs: [job], since, isQuiet })
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Engine.onExisting(options, attended(options))
