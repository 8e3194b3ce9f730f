/**
 * Waits for a Job to be as it is wanted.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type * as Job from "../../../domain/job/Job.ts"
import { EventLog, type EventLogError } from "../../../runtime/log/EventLog.ts"
import * as LogHead from "../../../runtime/log/LogHead.ts"
import * as States from "../../../runtime/log/States.ts"

/** Every state of a Job from now on, the present one first. */
const states = (uid: string): Stream.Stream<Job.Job, EventLogError, EventLog> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const log = yield* EventLog
      const stream = LogHead.jobStream(uid)
      const { seq } = yield* log.head
      let job = yield* States.job(log, stream)
      const coming = Stream.map(Stream.chunks(log.subscribe(seq)), (records) => {
        for (const record of records) if (record.stream === stream) job = States.after(job, record)
        return job
      })
      return Stream.concat(Stream.succeed(job), coming)
    })
  )

/** The Job as soon as it is so. */
export const until = (
  uid: string,
  isWanted: (job: Job.Job) => boolean
): Effect.Effect<Job.Job, EventLogError, EventLog> =>
  Stream.runHead(Stream.filter(states(uid), isWanted)).pipe(
    // A subscription ends only with its reader.
    Effect.flatMap(
      Option.match({
        onNone: () => Effect.die("the log was closed"),
        onSome: (job: Job.Job) => Effect.succeed(job)
      })
    )
  )
