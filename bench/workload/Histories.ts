/**
 * Histories of many small Jobs, and who folds them.
 */
import type { Event } from "../../src/domain/event/Event.ts"
import * as Evolve from "../../src/domain/job/Evolve.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as Play from "./Play.ts"

/** The events of each Job, by its stream. */
export type Histories = ReadonlyMap<string, ReadonlyArray<Event>>

/** What every side must come to. */
export interface Counts {
  readonly succeeded: number
  readonly failed: number
}

/** Folds all histories and shows the states they end in. */
export type Rehydrate = (visit: (counts: Counts) => void) => Promise<void>

/** Takes the histories in; only what it gives is timed. */
export type Open = (histories: Histories) => Promise<Rehydrate>

/** Plays a Job many times; every history has objects of its own. */
export const record = (scenario: Scenario, jobs: number): Histories => {
  const prepared = Play.prepare(scenario)
  return new Map(
    Array.from({ length: jobs }, (_, number) => [
      `job/${number}`,
      Play.history(prepared).map((event) => ({ ...event }))
    ])
  )
}

export const ours: Open = (histories) =>
  Promise.resolve((visit) => {
    for (const stream of histories.keys()) visit(Evolve.replay(histories.get(stream) ?? []))
    return Promise.resolve()
  })
