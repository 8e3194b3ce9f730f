/**
 * True histories, and what becomes of them when somebody tampers with one batch: how the laws are shown to bite.
 */
import * as Result from "effect/Result"
import type { Event, Tag } from "../../../src/domain/event/Event.ts"
import type { Batch } from "../../../src/domain/job/Decider.ts"
import type { Job } from "../../../src/domain/job/Job.ts"
import * as Laws from "../../../src/domain/law/Laws.ts"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import * as Played from "../../properties/Played.ts"

export type Batches = ReadonlyArray<Batch>

type Fields = Readonly<Record<string, unknown>>

/** A Job named demo, of one container, and its world. */
export const story = (spec: Fields, world: Fields = {}, pod: Fields = {}): Batches => {
  const template = {
    spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }], ...pod }
  }
  const manifest = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "demo" },
    spec: { ...spec, template }
  }
  return Played.play(Result.getOrThrow(Scenario.decode({ manifest, ...world }))).batches
}

export const has =
  (...tags: ReadonlyArray<Tag>) =>
  ({ events }: Batch): boolean =>
    tags.every((tag) => events.some(({ _tag }) => _tag === tag))

type Tamper = (batch: Batch) => Batch

/** The history up to the first such batch, and that one changed. */
export const upTo = (batches: Batches, is: (batch: Batch) => boolean, tamper: Tamper): Batches => {
  const position = batches.findIndex(is)
  const batch = batches[position]
  if (batch === undefined) throw new Error("there is no such batch")
  return [...batches.slice(0, position), tamper(batch)]
}

/** The whole history, with one batch changed. */
export const within = (batches: Batches, is: (batch: Batch) => boolean, tamper: Tamper): Batches => {
  const changed = upTo(batches, is, tamper)
  return [...changed, ...batches.slice(changed.length)]
}

/** Other events; the version of the Job follows their number. */
const withEvents = (batch: Batch, events: ReadonlyArray<Event>): Batch => {
  const resourceVersion = batch.job.resourceVersion + events.length - batch.events.length
  return { ...batch, events, job: { ...batch.job, resourceVersion } }
}

const place = ({ events }: Batch, tag: Tag): number => events.findIndex(({ _tag }) => _tag === tag)

/** Drops the first event of a type. */
export const without =
  (tag: Tag): Tamper =>
  (batch) =>
    withEvents(batch, batch.events.toSpliced(place(batch, tag), 1))

/** Puts an event behind the first of a type. */
export const behind =
  (tag: Tag, event: (at: number) => Event): Tamper =>
  (batch) =>
    withEvents(batch, batch.events.toSpliced(place(batch, tag) + 1, 0, event(batch.job.at)))

/** Says the first event of a type twice. */
export const twice =
  (tag: Tag): Tamper =>
  (batch) =>
    withEvents(
      batch,
      batch.events.flatMap((event, position) => (position === place(batch, tag) ? [event, event] : [event]))
    )

/** Changes members of the first event of a type. */
export const saying =
  (tag: Tag, fields: Fields): Tamper =>
  (batch) =>
    withEvents(
      batch,
      batch.events.map((event, position) =>
        position === place(batch, tag) ? { ...event, ...fields } : event
      )
    )

/** Changes the state after the batch. */
export const leading =
  (to: (job: Job) => Partial<Job>): Tamper =>
  (batch) => ({ ...batch, job: { ...batch.job, ...to(batch.job) } })

/** Several changes, one after another. */
export const all =
  (...tampers: ReadonlyArray<Tamper>): Tamper =>
  (batch) =>
    tampers.reduce((changed, tamper) => tamper(changed), batch)

/** Laws that most changes break, because they hold a state against the events, all Pods, or the state before it. */
const sensitive: ReadonlySet<string> = new Set([
  "theStateIsTheFoldOfTheEvents",
  "batchesEndQuiescent",
  "podNamesFollowFromOrdinals",
  "sumsAreThoseOfThePods",
  "statusesFollowEachOther"
])

/** The names of the laws that are broken, of this one and those that are not sensitive. */
export const broken = (batches: Batches, name: string): ReadonlyArray<string> => {
  const laws = Laws.all.filter((law) => law.name === name || !sensitive.has(law.name))
  return [...new Set(Laws.check(batches, laws).map(({ law }) => law))].toSorted()
}
