/**
 * What a controller knows of its store: the Jobs that are still of interest, and the streams beside them.
 *
 * It is the fold of the log and nothing else (promise P1): records are taken in as they come, whoever appended them.
 * A Job that is gone is let go of once nothing of it is left.
 */
import * as Event from "../../domain/event/Event.ts"
import * as Evolve from "../../domain/job/Evolve.ts"
import * as Job from "../../domain/job/Job.ts"
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

export const epoch = ({ registry }: Ledger): number =>
  Registry.entry(registry, LogHead.controllerStream).version

/** Who bears a name, told by its stream. */
export const nameOf = ({ registry }: Ledger, stream: string): Registry.Entry =>
  Registry.entry(registry, stream)

/** The version of the stream of a Job's name. */
export const nameVersion = ({ registry }: Ledger, { metadata }: Job.Job): number =>
  Registry.entry(registry, LogHead.nameStream(metadata.namespace, metadata.name)).version

/** Keeps a Job as it is now. */
export const put = ({ jobs }: Ledger, stream: string, job: Job.Job): void => {
  if (job.deletedAt !== undefined && job.podSet.pods.size === 0) jobs.delete(stream)
  else jobs.set(stream, job)
}

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
