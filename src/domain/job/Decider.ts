/**
 * `decide(state, fact)`: the fact, and everything that follows from it, as one batch (promise P2).
 */
import type { Event } from "../event/Event.ts"
import type { Fact, JobCreated } from "../event/Fact.ts"
import { evolve } from "./Evolve.ts"
import type { Job } from "./Job.ts"
import * as News from "./News.ts"
import { sync } from "./Sync.ts"

/** The events of a batch, the fact first, and the state after them. No events: the fact says nothing new. */
export interface Batch {
  readonly events: ReadonlyArray<Event>
  readonly job: Job
  /** How many steps it took until nothing more followed. */
  readonly steps: number
}

const settle = (job: Job, events: ReadonlyArray<Event>, at: number, steps: number): Batch => {
  const said = sync(job, at)
  return said.length === 0
    ? { events, job, steps }
    : settle(said.reduce(evolve, job), [...events, ...said], at, steps + 1)
}

const nothing = (job: Job): Batch => ({ events: [], job, steps: 0 })

/**
 * Decides one fact. Total: a fact that is late, repeated or about something unknown changes nothing. Time never goes
 * back in a stream: a fact that was taken in before the last one is decided at the instant of the last one.
 */
export const decide = (job: Job, told: Fact): Batch => {
  const fact: Fact = told.at < job.at ? { ...told, at: job.at } : told
  return News.isNews(job, fact) ? settle(evolve(job, fact), [fact], fact.at, 0) : nothing(job)
}

/** Facts that may be taken in together with the creation of their Job. */
export type Command = Extract<
  Fact,
  {
    readonly _tag:
      | "JobSpecChanged"
      | "JobMetadataChanged"
      | "JobDeletionRequested"
      | "PodDeletionRequestedByUser"
  }
>

/**
 * Decides the creation of a Job and a command of the same instant as one: upstream takes both in before it looks at
 * the new Job for the first time.
 */
export const decideCreation = (job: Job, created: JobCreated, command: Command): Batch => {
  if (!News.isNews(job, created)) return nothing(job)
  const made = evolve(job, created)
  return command.at === created.at && News.isNews(made, command)
    ? settle(evolve(made, command), [created, command], created.at, 0)
    : decide(job, created)
}
