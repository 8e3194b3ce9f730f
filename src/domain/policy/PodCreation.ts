/**
 * Creating the Pods that are missing, lowest indexes first, unless a back-off holds them back: that of the Job, or
 * under `backoffLimitPerIndex` those of the indexes (JC-78 to JC-82).
 */
import * as Order from "effect/Order"
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import type { PodSet } from "../job/PodSet.ts"
import * as Retained from "../job/Retained.ts"
import type { IndexFailures } from "../pod/Pod.ts"
import * as PodNames from "../pod/PodNames.ts"
import * as Backoff from "./Backoff.ts"
import * as Completion from "./Completion.ts"
import * as PodReplacement from "./PodReplacement.ts"
import * as Retention from "./Retention.ts"

/** What a Pod is created for: nothing in particular, or an index and, with a limit per index, its failures so far. */
interface Place {
  readonly index?: number
  readonly indexFailures?: IndexFailures
}

const created = ({ metadata, podSet }: Job.Job, at: number, place: Place, position: number): Decision => {
  const ordinal = podSet.nextOrdinal + position
  const name = PodNames.name(metadata, ordinal, place.index)
  return { ...place, _tag: "PodCreated", at, ordinal, name, uid: PodNames.uid(metadata.uid, ordinal) }
}

/** How many Pods are missing; a terminating one may block its replacement (JC-78). */
const missing = (job: Job.Job): number =>
  Completion.wantedPods(job) - job.podSet.tally.active - PodReplacement.blocked(job)

const noFailures: IndexFailures = { counted: 0, ignored: 0 }

/** JC-92. */
const placeOf = ({ retained, pods }: PodSet, index: number): Place => {
  const pod = Retained.podOf(retained, index, pods)
  return { index, indexFailures: pod === undefined ? noFailures : Retention.failuresAfter(pod) }
}

/** The lowest indexes that nobody holds, those that wait included. */
const lowest = ({ retained, indexes }: PodSet, count: number): ReadonlyArray<number> =>
  [...IntervalSet.lowest(retained.indexes, count), ...IntervalSet.lowest(indexes.vacant, count)]
    .toSorted(Order.Number)
    .slice(0, count)

/** No Pod can be created: the lowest indexes all wait, and exactly they take the missing places. */
const doAllWait = ({ retained, indexes }: PodSet, count: number): boolean => {
  const [first = Infinity] = IntervalSet.lowest(indexes.vacant, 1)
  const { size } = retained.indexes
  return (
    (size === count || (size < count && first === Infinity)) &&
    (IntervalSet.highest(retained.indexes) ?? 0) < first
  )
}

/** None of the picked indexes is past its back-off: the first that will be is waited for (JC-82). */
const wait = (job: Job.Job, at: number, due: number): ReadonlyArray<Decision> | undefined =>
  job.due.backoff === due ? undefined : [{ _tag: "IndexBackoffArmed", at, due }]

/** Each index has its own back-off; later ones do not take the place of those that wait (JC-82). */
const createByIndex = (job: Job.Job, at: number, count: number): ReadonlyArray<Decision> | undefined => {
  const { podSet } = job
  const first = Retained.firstDue(podSet.retained)
  if (first !== undefined && first > at && doAllWait(podSet, count)) return wait(job, at, first)
  const picked = lowest(podSet, count)
  const dues = picked.map((index) => Retained.dueOf(podSet.retained, index, podSet.pods))
  const ready = picked.filter((_, position) => (dues[position] ?? 0) <= at)
  if (ready.length > 0)
    return ready.map((index, position) => created(job, at, placeOf(podSet, index), position))
  return dues.length === 0
    ? undefined
    : wait(
        job,
        at,
        dues.reduce((left, right) => Math.min(left, right))
      )
}

const nowhere: Place = {}

const places = (job: Job.Job, count: number): ReadonlyArray<Place> =>
  Job.isIndexed(job)
    ? IntervalSet.lowest(job.podSet.indexes.vacant, count).map((index) => ({ index }))
    : Array.from({ length: count }, () => nowhere)

export const create = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (!Job.isManaged(job) || job.spec.suspend) return undefined
  const count = missing(job)
  if (count <= 0) return undefined
  if (job.spec.backoffLimitPerIndex !== undefined) return createByIndex(job, at, count)
  const wanted = Backoff.isOver(job, at) ? places(job, count) : []
  return wanted.length === 0 ? undefined : wanted.map((place, position) => created(job, at, place, position))
}
