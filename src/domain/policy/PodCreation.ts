/**
 * Creating the Pods that are missing, lowest indexes first, unless the back-off holds them back (JC-78 to JC-81).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as PodNames from "../pod/PodNames.ts"
import * as Backoff from "./Backoff.ts"
import * as Completion from "./Completion.ts"
import * as PodReplacement from "./PodReplacement.ts"

const created = ({ metadata }: Job.Job, at: number, ordinal: number, index: number | undefined): Decision => {
  const name = PodNames.name(metadata, ordinal, index)
  const uid = PodNames.uid(metadata.uid, ordinal)
  return index === undefined
    ? { _tag: "PodCreated", at, ordinal, name, uid }
    : { _tag: "PodCreated", at, ordinal, index, name, uid }
}

/** How many Pods are missing; a terminating one may block its replacement (JC-78). */
const missing = (job: Job.Job): number =>
  Completion.wantedPods(job) - job.podSet.tally.active - PodReplacement.blocked(job)

export const create = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (!Job.isManaged(job) || job.spec.suspend) return undefined
  const count = missing(job)
  if (count <= 0 || !Backoff.isOver(job, at)) return undefined
  const indexes: ReadonlyArray<number | undefined> = Job.isIndexed(job)
    ? IntervalSet.lowest(job.podSet.indexes.vacant, count)
    : Array.from({ length: count }, () => undefined)
  if (indexes.length === 0) return undefined
  return indexes.map((index, position) => created(job, at, job.podSet.nextOrdinal + position, index))
}
