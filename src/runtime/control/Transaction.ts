/**
 * From what was decided to what is appended: a batch of a Job, and with it what it means for its name.
 *
 * The Job's creation takes its name, its deletion gives it back, each in the transaction of the Job's own batch, so
 * that no two Jobs ever bear one name (design §5).
 */
import type { Batch } from "../../domain/job/Decider.ts"
import type { Job } from "../../domain/job/Job.ts"
import type { StreamBatch } from "../log/EventLog.ts"
import * as LogHead from "../log/LogHead.ts"
import * as StoredState from "../log/StoredState.ts"

/** A batch decided on a state, and the version of the stream of the Job's name. */
export interface Decided {
  readonly before: Job
  readonly batch: Batch
  readonly nameVersion: number
}

/** What goes into the log; nothing where nothing was decided. */
export const of = ({ before, batch: { events, job }, nameVersion }: Decided): ReadonlyArray<StreamBatch> => {
  if (events.length === 0) return []
  const { namespace, name, uid } = job.metadata
  const own: StreamBatch = {
    stream: LogHead.jobStream(uid),
    expectedVersion: before.resourceVersion,
    events,
    ...(StoredState.isDue(before, job) ? { state: () => StoredState.of(job) } : {})
  }
  const ofName = (event: "NameTaken" | "NameReleased"): StreamBatch => ({
    stream: LogHead.nameStream(namespace, name),
    expectedVersion: nameVersion,
    events: [{ _tag: event, at: job.at, uid }]
  })
  if (before.generation === 0) return [ofName("NameTaken"), own]
  return job.deletedAt !== undefined && before.deletedAt === undefined ? [own, ofName("NameReleased")] : [own]
}
