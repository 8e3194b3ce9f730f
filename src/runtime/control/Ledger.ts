/**
 * What a controller knows of its store: the Jobs that are at work, and the streams beside them.
 *
 * It is the fold of the log and nothing else (promise P1): records are taken in as they come, whoever appended them.
 * A Job that has come to rest is let go of; it is looked up again when somebody gives a command on it.
 */
import * as Event from "../../domain/event/Event.ts"
import type * as Decider from "../../domain/job/Decider.ts"
import * as Evolve from "../../domain/job/Evolve.ts"
import * as Job from "../../domain/job/Job.ts"
import * as Standing from "../../domain/job/Standing.ts"
import * as LogHead from "../log/LogHead.ts"
import type { LogRecord } from "../log/LogRecord.ts"
import * as Registry from "../log/Registry.ts"

export interface Ledger {
  /** By stream. */
  readonly jobs: Map<string, Job.Job>
  readonly registry: Registry.Registry
}

export const make = (): Ledger => ({ jobs: new Map(), registry: new Map() })

export const jobOf = ({ jobs }: Ledger, stream: string): Job.Job => jobs.get(stream) ?? Job.initialState

/** The version of the stream of a Job's name. */
export const nameVersion = ({ registry }: Ledger, { metadata }: Job.Job): number =>
  Registry.entry(registry, LogHead.nameStream(metadata.namespace, metadata.name)).version

/** Keeps a Job as it is now. */
export const put = ({ jobs }: Ledger, stream: string, job: Job.Job): void => {
  if (Standing.isUpTo(job, "AtWork")) jobs.set(stream, job)
  else jobs.delete(stream)
}

/** What others tell a Job that has come to rest; a controller's own facts are of Jobs it has in hand. */
const commands: ReadonlySet<string> = new Set<Decider.Command["_tag"]>([
  "JobSpecChanged",
  "JobMetadataChanged",
  "JobDeletionRequested",
  "PodDeletionRequestedByUser"
])

/** The record is a command on a Job that was let go of. */
export const isOfForgotten = ({ jobs }: Ledger, { stream, version, event }: LogRecord): boolean =>
  version > 1 && !jobs.has(stream) && commands.has(event._tag)

/** Whether a record was taken in already; of a Job that was let go of nothing is known. */
export const knows = ({ jobs, registry }: Ledger, { stream, version, event }: LogRecord): boolean =>
  version <=
  (Event.isOfJob(event) ? (jobs.get(stream)?.resourceVersion ?? 0) : Registry.entry(registry, stream).version)

/** Takes a record in; whether it was new. */
export const take = (ledger: Ledger, record: LogRecord): boolean => {
  const { stream, version, event } = record
  if (!Event.isOfJob(event)) {
    if (version <= Registry.entry(ledger.registry, stream).version) return false
    Registry.take(ledger.registry, record, event)
    return true
  }
  const job = jobOf(ledger, stream)
  if (version !== job.resourceVersion + 1) return false
  put(ledger, stream, Evolve.evolve(job, event))
  return true
}
