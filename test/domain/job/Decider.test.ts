import { describe, expect, it } from "vitest"
import type { Fact } from "../../../src/domain/event/Fact.ts"
import * as Decider from "../../../src/domain/job/Decider.ts"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import * as Job from "../../../src/domain/job/Job.ts"
import { sync } from "../../../src/domain/job/Sync.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import type { Told } from "../Told.ts"
import { at, changes, isDeleted, isSuspended, job, podEnds, podsRun } from "../Told.ts"

/** The one fact that is told. */
const factOf = (told: Told, before: Job.Job = Job.initialState): Fact => {
  const [fact] = told.facts(Clock.start, before)
  if (fact === undefined) throw new Error("nothing is told")
  return fact
}

const tags = ({ events }: Decider.Batch) => events.map(({ _tag }) => _tag)

describe("a batch", () => {
  it("begins with its fact (P2)", () => {
    const fact = factOf(job())
    const batch = Decider.decide(Job.initialState, fact)
    expect(batch.events[0]).toBe(fact)
    expect(tags(batch)).toEqual(["JobCreated", "JobStarted", "PodCreated"])
  })

  it("carries the instant of its fact in every decision (P3)", () => {
    const { events } = given(job({ parallelism: 2, completions: 2 }), at(7.25, ...podsRun(0, 1)))
    expect(new Set(events.slice(-6).map((event) => event.at))).toEqual(new Set([Clock.instant(7.25)]))
  })

  it("holds the state that its events make (P1)", () => {
    const batch = Decider.decide(Job.initialState, factOf(job({ completions: 3 })))
    expect(Evolve.replay(batch.events)).toEqual(batch.job)
  })

  it("ends when nothing more follows (P2)", () => {
    const story = given(job({ parallelism: 2, completions: 2 }), podsRun(0, 1), at(5, podEnds(0, 1)))
    expect(sync(story.job, story.job.at)).toEqual([])
  })

  it("counts its steps (P2)", () => {
    expect(Decider.decide(Job.initialState, factOf(job())).steps).toBe(2)
    expect(Decider.decide(given(job()).job, factOf(job())).steps).toBe(0)
  })

  it("is empty, and the state the same, for a fact that is no news", () => {
    const { job: demo } = given(job())
    expect(Decider.decide(demo, factOf(job()))).toEqual({ events: [], job: demo, steps: 0 })
  })
})

const is = <T extends Fact["_tag"]>(tag: T, fact: Fact): Extract<Fact, { readonly _tag: T }> => {
  if (fact._tag !== tag) throw new Error(`${fact._tag} is no ${tag}`)
  // The tag was looked at.
  return fact as Extract<Fact, { readonly _tag: T }>
}

describe("a creation and a command of the same instant", () => {
  const created = is("JobCreated", factOf(job({ parallelism: 2, completions: 2 })))
  const unseen = Evolve.evolve(Job.initialState, created)
  const together = (command: Decider.Command) => Decider.decideCreation(Job.initialState, created, command)

  it("are taken in before anybody looks", () => {
    expect(tags(together(is("JobSpecChanged", factOf(isSuspended, unseen))))).toEqual([
      "JobCreated",
      "JobSpecChanged",
      "JobSuspended"
    ])
    expect(tags(together(is("JobDeletionRequested", factOf(isDeleted("Background"), unseen))))).toEqual([
      "JobCreated",
      "JobDeletionRequested",
      "JobDeleted"
    ])
  })

  it("are the creation alone if the command says nothing new, or comes at another instant", () => {
    const alone = Decider.decide(Job.initialState, created)
    expect(together(is("JobSpecChanged", factOf(changes({ parallelism: 2 }), unseen)))).toEqual(alone)
    const deletion = is("JobDeletionRequested", factOf(isDeleted("Background"), unseen))
    expect(together({ ...deletion, at: created.at + 1 })).toEqual(alone)
  })

  it("are nothing for a Job that is there", () => {
    const { job: demo } = given(job())
    const deletion = is("JobDeletionRequested", factOf(isDeleted("Background"), unseen))
    expect(Decider.decideCreation(demo, created, deletion).events).toEqual([])
  })
})

describe("time", () => {
  it("never goes back in a stream: a fact of before is decided at the last instant", () => {
    const story = given(job(), at(5, ...podsRun(0)))
    const early = Decider.decide(story.job, { ...factOf(isSuspended, story.job), at: 0 })
    expect(early.events[0]?.at).toBe(story.job.at)
  })
})
