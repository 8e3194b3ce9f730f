import { describe, expect, it } from "vitest"
import * as Decider from "../../../src/domain/job/Decider.ts"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import type { Job } from "../../../src/domain/job/Job.ts"
import { sync } from "../../../src/domain/job/Sync.ts"
import * as Clock from "../Clock.ts"
import { given, type Outcome } from "../Given.ts"
import { at, changes, isResumed, job, podEnds, podRuns, podsRun, type Told } from "../Told.ts"

/** The steps that follow from facts of one instant, each by the tags of what it says. */
const steps = (
  { job: before }: Outcome,
  seconds: number,
  told: Told
): ReadonlyArray<ReadonlyArray<string>> => {
  const instant = Clock.instant(seconds)
  const from = (state: Job): ReadonlyArray<ReadonlyArray<string>> => {
    const said = sync(state, instant)
    return said.length === 0 ? [] : [said.map(({ _tag }) => _tag), ...from(said.reduce(Evolve.evolve, state))]
  }
  return from(told.facts(instant, before).reduce(Evolve.evolve, before))
}

const pair = { parallelism: 2, completions: 2 }

describe("a step", () => {
  it("is what the first stage says that has anything to say (P2)", () => {
    expect(steps(given(job(pair), podsRun(0, 1), at(5, podEnds(0, 0))), 6, podEnds(1, 0))).toEqual([
      ["PodSucceeded"],
      ["PodReleased"],
      ["SuccessCriteriaMet"],
      ["JobCompleted"]
    ])
  })

  it("stops the Pods of a Job that is to fail, and lets go of them in the next (JC-30)", () => {
    expect(steps(given(job({ ...pair, backoffLimit: 0 }), podsRun(0, 1)), 5, podEnds(0, 1))).toEqual([
      ["PodFailed"],
      ["PodDeletionRequested", "FailureTargetSet"],
      ["PodReleased", "PodReleased"]
    ])
  })

  it("either deletes or creates (JC-74)", () => {
    const indexed = job({ ...pair, completionMode: "Indexed" })
    const story = given(indexed, podsRun(0, 1), at(5, podEnds(0, 1)))
    expect(steps(story, 20, changes({ parallelism: 1, completions: 1 }))).toEqual([
      ["PodReleased", "PodDeletionRequested"],
      ["PodCreated"]
    ])
  })

  it("says that a Job is resumed when its Pods are there (JC-134)", () => {
    expect(steps(given(job({ ...pair, suspend: true })), 5, isResumed)).toEqual([
      ["JobStarted"],
      ["PodCreated", "PodCreated"],
      ["JobResumed"]
    ])
  })

  it("is the same when it is asked for twice", () => {
    const { job: before } = given(job(pair), podRuns(0))
    const failed = podEnds(0, 1).facts(Clock.instant(5), before).reduce(Evolve.evolve, before)
    expect(sync(failed, Clock.instant(5))).toEqual(sync(failed, Clock.instant(5)))
  })

  it("is one of those that a batch counts", () => {
    const { job: before } = given(job(pair), podRuns(0))
    const [fact] = podEnds(0, 0).facts(Clock.instant(5), before)
    expect(fact && Decider.decide(before, fact).steps).toBe(
      steps(given(job(pair), podRuns(0)), 5, podEnds(0, 0)).length
    )
  })
})
