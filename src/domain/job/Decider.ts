/**
 * `decide(state, fact)`: the fact, and everything that follows from it, as one batch (promise P2).
 */
import type { Event } from "../event/Event.ts"
import type { Fact } from "../event/Fact.ts"
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

const settle = (job: Job, events: Array<Event>, at: number, steps: number): Batch => {
  const said = sync(job, at)
  if (said.length === 0) return { events, job, steps }
  said.forEach((decision) => events.push(decision))
  return settle(said.reduce(evolve, job), events, at, steps + 1)
}

/** Decides one fact. Total: a fact that is late, repeated or about something unknown changes nothing. */
export const decide = (job: Job, fact: Fact): Batch =>
  News.isNews(job, fact) ? settle(evolve(job, fact), [fact], fact.at, 0) : { events: [], job, steps: 0 }

/**
 * Decides two facts as one: the second was taken in before anybody looked at what the first had made. Upstream does so
 * with a Job that is changed or deleted in the very instant of its creation.
 */
export const decideTogether = (job: Job, first: Fact, second: Fact): Batch => {
  const made = evolve(job, first)
  return News.isNews(made, second)
    ? settle(evolve(made, second), [first, second], second.at, 0)
    : decide(job, first)
}
