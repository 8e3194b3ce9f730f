import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import * as Job from "../../../src/domain/job/Job.ts"
import * as Clock from "../Clock.ts"
import { given, type Outcome } from "../Given.ts"
import {
  at,
  changes,
  containerRestarts,
  job,
  podEnds,
  podIsReady,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const story = given(
  job({ parallelism: 2, completions: 2 }),
  podsRun(0, 1),
  at(5, podEnds(0, 1)),
  at(15, timeIsUp("backoff"), podRuns(2)),
  at(20, podEnds(1, 0), podEnds(2, 0))
)

describe("a history", () => {
  it("folds to the state it was decided with (P1)", () => {
    expect(Evolve.replay(story.events)).toEqual(story.job)
  })

  it("may be folded in parts", () => {
    const half = Evolve.replay(story.events.slice(0, 9))
    expect(Evolve.replay(story.events.slice(9), half)).toEqual(story.job)
  })

  it("is counted in resourceVersion and dated by its last event", () => {
    expect(story.job.resourceVersion).toBe(story.events.length)
    expect(story.job.at).toBe(Clock.instant(20))
  })
})

describe("generation", () => {
  it("is 1 at creation and grows with the spec alone (JC-164, AJ-86)", () => {
    expect(story.job.generation).toBe(1)
    expect(
      given(job(), at(1, changes({ parallelism: 2 })), at(2, changes({ backoffLimit: 1 }))).job.generation
    ).toBe(3)
  })
})

describe("a Job keeps", () => {
  it("Pods that are alive, and of the finished ones their ordinals (P9)", () => {
    const running = given(job({ parallelism: 2, completions: 9 }), podsRun(0, 1), at(5, podEnds(0, 0)))
    expect(OrdinalMap.values(running.job.podSet.pods).map(({ ordinal }) => ordinal)).toEqual([1, 2])
    expect(running.job.podSet.finished.size).toBe(1)
  })

  it("nothing of what it was before its creation", () => {
    expect(Job.exists(Job.initialState)).toBe(false)
    expect(Job.initialState.resourceVersion).toBe(0)
  })
})

it("a finished Job keeps its indexes, whatever its completions become (JC-51, AJ-96)", () => {
  const indexed = job({ completionMode: "Indexed", parallelism: 2, completions: 2 })
  const finished = given(indexed, podsRun(0, 1), at(5, podEnds(0, 0), podEnds(1, 0)))
  const changed = finished.when(at(6, changes({ parallelism: 1, completions: 1 })))
  changed.decides()
  expect(changed.status).toEqual(finished.status)
})

describe("a Pod in the state", () => {
  const pod = (of: Outcome) => OrdinalMap.get(of.job.podSet.pods, 0)
  const onFailure = job({}, { restartPolicy: "OnFailure" })

  it("knows since when it is ready or not, in whole seconds (JC-86)", () => {
    expect(pod(given(job(), at(2.5, podRuns(0))))?.readyChangedAt).toBe(Clock.instant(2))
    expect(pod(given(job(), podRuns(0), at(7, podIsReady(0, false))))).toMatchObject({
      ready: false,
      readyChangedAt: Clock.instant(7)
    })
  })

  it("counts its restarts when the next run starts (LC-12)", () => {
    const waiting = given(onFailure, podRuns(0), at(5, podEnds(0, 1)))
    expect(pod(waiting)).toMatchObject({ restarts: 0, containers: [{ state: "BackingOff", attempt: 0 }] })
    const again = given(onFailure, podRuns(0), at(5, podEnds(0, 1), containerRestarts(0)))
    expect(pod(again)).toMatchObject({ restarts: 1, containers: [{ state: "Running", attempt: 1 }] })
  })
})
