/**
 * Plays Jobs in the simulation: the whole control plane, the in-memory world and the virtual clock, with an observer
 * that only counts.
 */
import * as Result from "effect/Result"
import * as Admission from "../../src/domain/command/Admission.ts"
import type { Event } from "../../src/domain/event/Event.ts"
import type { JobCreated } from "../../src/domain/event/Fact.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Session from "../../src/runtime/simulation/Session.ts"
import * as TimerQueue from "../../src/runtime/simulation/TimerQueue.ts"
import * as World from "../../src/runtime/simulation/World.ts"
import * as Random from "../protocol/Random.ts"

/** A Job that is admitted and can be played any number of times. */
export interface Prepared {
  readonly scenario: Scenario.Scenario
  readonly start: number
  readonly created: JobCreated
}

const uid = "00000000-0000-8000-8000-000000000000"

export const prepare = (scenario: Scenario.Scenario): Prepared => {
  const start = Scenario.startOf(scenario)
  const created = Admission.createJob({
    _tag: "CreateJob",
    at: start,
    uid,
    generatedSuffix: "00000",
    manifest: scenario.manifest
  })
  if (Result.isFailure(created)) throw new Error(Admission.describe(created.failure).join("; "))
  return { scenario, start, created: created.success }
}

/** The job at the end, and how many events it took. */
export interface Played {
  readonly job: Job.Job
  readonly events: number
}

type See = (event: Event) => void

/** Puts every end of a run off by a random time, so that Pods finish in random order. */
const scattered = (session: Session.Session, millis: number): Session.Session => ({
  ...session,
  world: World.cast(session.world.casting, (at, happening) => {
    const delay = happening._tag === "RunEnds" ? Math.floor(Random.at(happening.ordinal) * millis) : 0
    session.queue.arm(at + delay, TimerQueue.classes.pod, { _tag: "Happening", happening })
  })
})

export interface Options {
  readonly see?: See
  readonly scatterMillis?: number
}

/** Plays to the end. */
export const play = ({ scenario, start, created }: Prepared, options: Options = {}): Played => {
  const { see, scatterMillis } = options
  let events = 0
  const made = Session.make(scenario, start, {
    batch: (batch) => {
      events += batch.events.length
      if (see !== undefined) batch.events.forEach(see)
    },
    rejected: () => undefined
  })
  const session = scatterMillis === undefined ? made : scattered(made, scatterMillis)
  Session.create(session, created, start)
  while (Session.step(session, Number.MAX_SAFE_INTEGER)) continue
  return { job: session.job, events }
}

/** The events of one play. */
export const history = (prepared: Prepared, options: Options = {}): ReadonlyArray<Event> => {
  const events: Array<Event> = []
  play(prepared, { ...options, see: (event) => events.push(event) })
  return events
}

/** What both sides of a comparison must agree on. */
export const outcome = (job: Job.Job): string =>
  `${job.conditions.at(-1)?.type ?? "unfinished"}, ${Job.succeeded(job)} succeeded, ${job.failed} failed`
