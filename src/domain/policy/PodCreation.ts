/**
 * Creating the Pods that are missing, lowest indexes first, unless a back-off holds them back: that of the Job, or
 * under `backoffLimitPerIndex` those of the indexes (JC-78 to JC-82).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import type { IndexFailures } from "../pod/Pod.ts"
import * as PodNames from "../pod/PodNames.ts"
import * as Backoff from "./Backoff.ts"
import * as Completion from "./Completion.ts"
import * as PodReplacement from "./PodReplacement.ts"
import * as Retention from "./Retention.ts"
import * as Uncounted from "./Uncounted.ts"

/** What a Pod is created for: nothing in particular, or an index and, with a limit per index, its failures so far. */
interface Place {
  readonly index?: number
  readonly indexFailures?: IndexFailures
}

const created = ({ metadata, podSet }: Job.Job, at: number, place: Place, position: number): Decision => {
  const ordinal = podSet.nextOrdinal + position
  const name = PodNames.name(metadata, ordinal, place.index)
  return { _tag: "PodCreated", at, ordinal, ...place, name, uid: PodNames.uid(metadata.uid, ordinal) }
}

/** How many Pods are missing; a terminating one may block its replacement (JC-78). */
const missing = (job: Job.Job): number =>
  Completion.wantedPods(job) - job.podSet.tally.active - PodReplacement.blocked(job)

const noFailures: IndexFailures = { counted: 0, ignored: 0 }

/** JC-92. */
const placeOf = (kept: Retention.Retained, index: number): Place => {
  const pod = OrdinalMap.get(kept, index)
  return { index, indexFailures: pod === undefined ? noFailures : Retention.failuresAfter(pod) }
}

/** When none of the picked indexes is past its back-off, the first that will be is waited for (JC-82). */
const wait = (job: Job.Job, at: number, dues: ReadonlyArray<number>): ReadonlyArray<Decision> | undefined => {
  const due = dues.reduce((left, right) => Math.min(left, right))
  return job.due.backoff === due ? undefined : [{ _tag: "IndexBackoffArmed", at, due }]
}

/** Each index has its own back-off; later ones do not take the place of those that wait (JC-82). */
const createByIndex = (
  job: Job.Job,
  at: number,
  picked: ReadonlyArray<number>
): ReadonlyArray<Decision> | undefined => {
  const kept = Retention.of(job, Uncounted.ended(job))
  const ready = picked.filter((index) => Retention.due(kept, index) <= at)
  return ready.length === 0
    ? wait(
        job,
        at,
        picked.map((index) => Retention.due(kept, index))
      )
    : ready.map((index, position) => created(job, at, placeOf(kept, index), position))
}

const places = (job: Job.Job, count: number): ReadonlyArray<Place> =>
  Job.isIndexed(job)
    ? IntervalSet.lowest(job.podSet.indexes.vacant, count).map((index) => ({ index }))
    : Array.from({ length: count }, () => ({}))

export const create = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (!Job.isManaged(job) || job.spec.suspend) return undefined
  const count = missing(job)
  if (count <= 0) return undefined
  if (job.spec.backoffLimitPerIndex !== undefined) {
    const picked = IntervalSet.lowest(job.podSet.indexes.vacant, count)
    return picked.length === 0 ? undefined : createByIndex(job, at, picked)
  }
  const wanted = Backoff.isOver(job, at) ? places(job, count) : []
  return wanted.length === 0 ? undefined : wanted.map((place, position) => created(job, at, place, position))
}
