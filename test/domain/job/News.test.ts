import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  at,
  changes,
  containerEnds,
  containerRestarts,
  containerStarts,
  fact,
  isDeleted,
  job,
  podEnds,
  podIsDeleted,
  podIsEvicted,
  podIsReady,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const pair = job({ parallelism: 2, completions: 3 })
const run = { ordinal: 0, container: "main" }
const starts = (attempt: number) => containerStarts(0, "main", attempt)
const exits = (attempt: number) => containerEnds(0, "main", 0, attempt)
const lost = fact({ _tag: "ContainerLost", ...run, attempt: 0 })
const granted = fact({ _tag: "SlotGranted", ordinal: 0 })

describe("nothing is recorded of a fact that was told before:", () => {
  it("a slot", () => given(pair, granted).when(granted).changesNothing())
  it("a start", () => given(pair, podRuns(0)).when(starts(0)).changesNothing())
  it("a start that was seen to at once (LC-17)", () =>
    given(pair, podRuns(0))
      .when(fact({ _tag: "ContainerStartupSucceeded", ...run, attempt: 0 }))
      .changesNothing())
  it("readiness", () => given(pair, podRuns(0)).when(podIsReady(0, true)).changesNothing())
  it("an end", () => given(pair, podRuns(0), exits(0)).when(exits(0)).changesNothing())
  it("an eviction", () => given(pair, podRuns(0), podIsEvicted(0)).when(podIsEvicted(0)).changesNothing())
  it("a lost container", () => given(pair, podRuns(0), lost).when(lost).changesNothing())
  it("an unchanged spec (AJ-86)", () =>
    given(pair)
      .when(changes({ parallelism: 2 }))
      .changesNothing())
  it("a deletion", () =>
    given(pair, podsRun(0, 1), isDeleted("Foreground")).when(isDeleted("Foreground")).changesNothing())
  it("a Pod's deletion (TR-17)", () =>
    given(pair, podRuns(0), podIsDeleted(0))
      .when(fact({ _tag: "PodDeletionRequestedByUser", ordinal: 0 }))
      .changesNothing())
  it("a creation", () => given(pair).when(job()).changesNothing())
  it("an amendment", () =>
    given(pair)
      .when(fact({ _tag: "RulesAdopted", rules: 1 }))
      .changesNothing())
})

describe("nothing is recorded of a fact that is late:", () => {
  it("an end of a run before the one in hand", () => {
    const onFailure = job({}, { restartPolicy: "OnFailure" })
    given(onFailure, podRuns(0), podEnds(0, 1), containerRestarts(0)).when(exits(0)).changesNothing()
  })
  it("a start after the end", () => given(pair, podRuns(0), exits(0)).when(starts(1)).changesNothing())
  it("a container back-off that is over", () => {
    const onFailure = job({}, { restartPolicy: "OnFailure" })
    const elapsed = fact({ _tag: "ContainerBackoffElapsed", ...run, attempt: 1 })
    given(onFailure, podRuns(0), podEnds(0, 1)).when(elapsed).changesNothing()
    given(onFailure, podRuns(0), podEnds(0, 1), containerRestarts(0)).when(elapsed).changesNothing()
  })
  it("readiness of a container that ended", () => {
    const late = fact({ _tag: "ContainerReady", ordinal: 0, container: "main", attempt: 0, ready: false })
    given(pair, podRuns(0), podEnds(0, 0)).when(late).changesNothing()
  })
  it("a timer that is not armed", () => {
    for (const timer of ["backoff", "deadline", "ttl"] as const)
      given(pair)
        .when(at(900, timeIsUp(timer)))
        .changesNothing()
  })
})

describe("nothing is recorded of a fact about", () => {
  it("a run that was skipped", () => given(pair, granted).when(starts(1)).changesNothing())
  it("a container the Pod does not have", () =>
    given(pair, granted).when(containerStarts(0, "other")).changesNothing())
  it("a good end of what never started", () => given(pair, granted).when(exits(0)).changesNothing())
  it("the end of a run that is not due yet", () => {
    given(
      job({}, { restartPolicy: "OnFailure" }),
      podRuns(0),
      podEnds(0, 1),
      at(1, containerRestarts(0)),
      at(2, podEnds(0, 1))
    )
      .when(at(3, containerEnds(0, "main", 128, 2)))
      .changesNothing()
  })
  it("a Pod without a slot that started (P7)", () => given(pair).when(starts(0)).changesNothing())
  it("a Pod without a slot that was evicted", () => given(pair).when(podIsEvicted(0)).changesNothing())
  it("a Pod that never was", () => {
    given(pair)
      .when(fact({ _tag: "SlotGranted", ordinal: 9 }))
      .changesNothing()
    given(pair)
      .when(fact({ _tag: "PodDeletionRequestedByUser", ordinal: 9 }))
      .changesNothing()
  })
  it("a Job before its creation", () => {
    for (const told of [
      fact({ _tag: "JobDeletionRequested", propagationPolicy: "Orphan" }),
      fact({ _tag: "RulesAdopted", rules: 2 }),
      granted,
      timeIsUp("ttl")
    ])
      given().when(told).changesNothing()
  })
  it("a Job after its deletion", () =>
    given(pair, isDeleted("Background"))
      .when(fact({ _tag: "JobDeletionRequested", propagationPolicy: "Foreground" }))
      .changesNothing())
})

describe("a fact is recorded", () => {
  it("even if nothing follows from it", () => {
    const story = given(pair).when(at(3, fact({ _tag: "RulesAdopted", rules: 2 })))
    story.decides()
    expect(story.events).toHaveLength(1)
    expect(story.job.rules).toBe(2)
  })

  it("of Pods that outlive their Job (TR-20)", () => {
    const story = given(pair, podsRun(0, 1), isDeleted("Orphan")).when(at(5, exits(0)))
    expect(story.events.map(({ _tag }) => _tag)).toEqual(["ContainerExited", "PodSucceeded"])
  })
})
