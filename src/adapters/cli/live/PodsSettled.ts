/**
 * Waits for the Pods of a Job to be as they are wanted, those included that have come and gone.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Job } from "../../../domain/job/Job.ts"
import type { PodHistory } from "../../../domain/projection/PodHistory.ts"
import { EventLog, type EventLogError } from "../../../runtime/log/EventLog.ts"
import type { LogRecord } from "../../../runtime/log/LogRecord.ts"
import * as Follower from "./Follower.ts"

/** Every Pod the Job had until it was so. */
export const until = (
  uid: string,
  isWanted: (job: Job, pods: PodHistory) => boolean
): Effect.Effect<PodHistory, EventLogError, EventLog> =>
  Effect.gen(function* () {
    const log = yield* EventLog
    const follower = Follower.make(uid)
    const { narrator } = follower
    const isSo = (records: ReadonlyArray<LogRecord>): boolean => {
      Follower.take(follower, records)
      return isWanted(follower.job, narrator.history)
    }
    const { seq } = yield* log.head
    const past = yield* Stream.runCollect(log.readStream(follower.stream))
    const all = Stream.concat(Stream.succeed(past), Stream.chunks(log.subscribe(seq)))
    yield* Stream.runDrain(Stream.takeUntil(all, isSo))
    return narrator.history
  })
