/**
 * Follows one Job in the log of a store: tells what happens in words, and which runs begin, whose output is wanted.
 */
import * as OrdinalMap from "../../../domain/data/OrdinalMap.ts"
import * as Event from "../../../domain/event/Event.ts"
import * as Evolve from "../../../domain/job/Evolve.ts"
import * as Job from "../../../domain/job/Job.ts"
import type { RunKey } from "../../../runtime/container/ContainerRuntime.ts"
import * as LogHead from "../../../runtime/log/LogHead.ts"
import type { LogRecord } from "../../../runtime/log/LogRecord.ts"
import type * as Entry from "../../../runtime/story/Entry.ts"
import * as Narrator from "../../../runtime/story/Narrator.ts"

/** A run whose output begins, and the name of its Pod. */
export interface Begun extends RunKey {
  readonly at: number
  readonly name: string
}

/** What records led to. */
export interface News {
  readonly entries: ReadonlyArray<Entry.Entry>
  readonly begun: ReadonlyArray<Begun>
}

export interface Follower {
  readonly stream: string
  readonly narrator: Narrator.Narrator
  job: Job.Job
}

export const make = (uid: string): Follower => ({
  stream: LogHead.jobStream(uid),
  narrator: Narrator.make("generated"),
  job: Job.initialState
})

/** The batches among records: a fact opens each. */
const batches = (events: ReadonlyArray<Event.Event>): ReadonlyArray<ReadonlyArray<Event.Event>> => {
  const all: Array<Array<Event.Event>> = []
  for (const event of events) {
    if (Event.isFact(event)) all.push([event])
    else all.at(-1)?.push(event)
  }
  return all
}

/** A run that could not be started has something to say too. */
const isBeginning = (event: Event.Event): event is Extract<Event.Event, RunEvent> =>
  event._tag === "ContainerStarted" || (event._tag === "ContainerExited" && event.reason === "StartError")

type RunEvent = { readonly _tag: "ContainerStarted" | "ContainerExited" }

const begun = ({ narrator }: Follower, event: Event.Event): ReadonlyArray<Begun> => {
  if (!isBeginning(event)) return []
  const pod = OrdinalMap.get(narrator.history.pods, event.ordinal)
  if (pod === undefined) return []
  return [{ at: event.at, pod: pod.uid, name: pod.name, container: event.container, attempt: event.attempt }]
}

/** Takes records in, whole batches of them; those of other streams and those it has seen are none of its concern. */
export const take = (follower: Follower, records: ReadonlyArray<LogRecord>): News => {
  const { stream, narrator } = follower
  const news = records.filter(
    (record) => record.stream === stream && record.version > follower.job.resourceVersion
  )
  const told = narrator.entries.length
  const events = news.flatMap(({ event }) => (Event.isOfJob(event) ? [event] : []))
  for (const batch of batches(events)) {
    follower.job = Evolve.replay(batch, follower.job)
    Narrator.batch(narrator, { events: batch, job: follower.job, steps: 0 })
  }
  const entries = narrator.entries.splice(told)
  return { entries, begun: events.flatMap((event) => begun(follower, event)) }
}
