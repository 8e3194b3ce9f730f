/**
 * Tells a Job's event log in words, batch by batch.
 *
 * What only prepares something else (a slot granted, a container started for the first time) is not told, and what
 * belongs together (a container's exit, the Pod's failure, its being counted) is told once.
 */
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import type { Event } from "../../domain/event/Event.ts"
import type { Batch } from "../../domain/job/Decider.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as PodHistory from "../../domain/projection/PodHistory.ts"
import type * as Recorder from "../simulation/Recorder.ts"
import type { Observer } from "../simulation/Session.ts"
import * as Entry from "./Entry.ts"
import * as JobWords from "./JobWords.ts"
import * as PodWords from "./PodWords.ts"

export interface Narrator {
  readonly names: Recorder.Names
  readonly entries: Array<Entry.Entry>
  history: PodHistory.PodHistory
  job: Job | undefined
}

export const make = (names: Recorder.Names): Narrator => ({
  names,
  entries: [],
  history: PodHistory.initialState,
  job: undefined
})

const entryOf = (narrator: Narrator, event: Event, batch: Batch): Entry.Entry | undefined => {
  if (!("ordinal" in event)) return JobWords.of(event, batch, narrator.job)
  const pod = OrdinalMap.get(narrator.history.pods, event.ordinal)
  return pod === undefined
    ? undefined
    : PodWords.of(event, { pod, batch, name: PodWords.nameOf(narrator.names, batch.job, pod) })
}

export const batch = (narrator: Narrator, told: Batch): void => {
  for (const event of told.events) {
    narrator.history = PodHistory.evolve(narrator.history, event)
    const entry = entryOf(narrator, event, told)
    if (entry !== undefined) Entry.add(narrator.entries, entry)
  }
  narrator.job = told.job
}

export const rejected = (
  narrator: Narrator,
  at: number,
  command: number,
  errors: ReadonlyArray<string>
): void => {
  narrator.entries.push(Entry.plain(at, `Command ${command} refused: ${errors.join("; ")}`, "bad"))
}

/** What a session tells, told. */
export const observer = (narrator: Narrator): Observer => ({
  batch: (told) => batch(narrator, told),
  rejected: (at, command, errors) => rejected(narrator, at, command, errors)
})
