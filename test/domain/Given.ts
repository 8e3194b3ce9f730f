/**
 * A decision is specified by a history, a fact and what is decided then: no store, no clock, no mock.
 *
 * `given(job({ completions: 2 }), podRuns(0)).when(at(5, podEnds(0, 1))).decides(podFails(0), …)`. It is not called
 * `then`, because whatever has a `then` is taken for a promise.
 */
import { expect } from "vitest"
import { type Event, isFact } from "../../src/domain/event/Event.ts"
import type { Fact } from "../../src/domain/event/Fact.ts"
import * as Decider from "../../src/domain/job/Decider.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as JobStatus from "../../src/domain/projection/JobStatus.ts"
import * as Clock from "./Clock.ts"
import * as Said from "./Said.ts"
import type { Story, Told } from "./Told.ts"

interface History {
  readonly at: number
  readonly job: Job.Job
  readonly events: ReadonlyArray<Event>
}

const beginning: History = { at: Clock.start, job: Job.initialState, events: [] }

const decided = (history: History, fact: Fact): History => {
  const { events, job } = Decider.decide(history.job, fact)
  return { at: fact.at, job, events: [...history.events, ...events] }
}

const heard = (history: History, told: Told): History => {
  const instant = told.at === undefined ? history.at : Clock.instant(told.at)
  return told.facts(instant, history.job).reduce(decided, { ...history, at: instant })
}

const after = (history: History, story: ReadonlyArray<Story>): History => story.flat().reduce(heard, history)

/** The decisions of a history, each measured against the last fact before it. */
const saidIn = (events: ReadonlyArray<Event>): ReadonlyArray<Record<string, unknown>> => {
  const said: Array<Record<string, unknown>> = []
  events.reduce((factAt, event) => {
    if (isFact(event)) return event.at
    said.push(Said.of(event, factAt))
    return factAt
  }, Clock.start)
  return said
}

/** What can be told about a history. */
export interface Outcome {
  readonly job: Job.Job
  readonly events: ReadonlyArray<Event>
  readonly status: JobStatus.JobStatus
  /** In short, such as `FailureTarget` or `Suspended=False`. */
  readonly conditions: ReadonlyArray<string>
}

const outcome = ({ job, events }: History): Outcome => ({
  job,
  events,
  status: JobStatus.of(job),
  conditions: job.conditions.map(({ type, status }) => (status === "True" ? type : `${type}=${status}`))
})

export const given = (...story: ReadonlyArray<Story>) => {
  const past = after(beginning, story)
  return { ...outcome(past), when: (...next: ReadonlyArray<Story>) => follow(past, next) }
}

const follow = (past: History, story: ReadonlyArray<Story>) => {
  const now = after({ ...past, events: [] }, story)
  return {
    ...outcome(now),
    /** Exactly these decisions follow, in this order. */
    decides: (...expected: ReadonlyArray<Said.Said>): void => {
      expect(saidIn(now.events)).toEqual(expected)
    },
    /** Not even the fact is recorded: it says nothing new. */
    changesNothing: (): void => {
      expect(now.events).toEqual([])
      expect(now.job).toBe(past.job)
    }
  }
}
