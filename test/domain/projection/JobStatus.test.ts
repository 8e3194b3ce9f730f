import { describe, expect, it } from "vitest"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import * as JobStatus from "../../../src/domain/projection/JobStatus.ts"
import { given } from "../Given.ts"
import type { Story } from "../Told.ts"
import {
  at,
  changes,
  fact,
  isSuspended,
  job,
  podEnds,
  podIsDeleted,
  podIsReady,
  podRuns,
  podsEnd,
  podsRun
} from "../Told.ts"

const condition = (type: string, reason: string, message: string, time: string) => ({
  type,
  status: "True",
  lastProbeTime: time,
  lastTransitionTime: time,
  reason,
  message
})

describe("the status of a Job (AJ-140)", () => {
  it("is empty before its creation", () => {
    expect(given().status).toEqual({})
  })

  it("leaves a counter of zero out, but not terminating and ready", () => {
    expect(given(job()).status).toEqual({
      startTime: "2026-01-01T00:00:00Z",
      active: 1,
      terminating: 0,
      uncountedTerminatedPods: {},
      ready: 0
    })
  })

  it("counts Pods by what they are (JC-17 to JC-21)", () => {
    const story = given(
      job({ parallelism: 4, completions: 9, podReplacementPolicy: "Failed" }),
      podsRun(0, 1, 2, 3),
      at(1, podEnds(0, 0), podRuns(4, { ready: false })),
      at(2, podEnds(1, 1), podIsDeleted(2))
    )
    expect(story.status).toMatchObject({ active: 2, ready: 1, succeeded: 1, failed: 1, terminating: 1 })
  })

  it("counts indexes, and names them (JC-20, JC-22)", () => {
    const story = given(
      job({ completionMode: "Indexed", parallelism: 5, completions: 6 }),
      podsRun(0, 1, 2, 3, 4),
      at(1, ...podsEnd(0, 0, 2, 3, 4))
    )
    expect(story.status).toMatchObject({ succeeded: 4, completedIndexes: "0,2-4" })
  })

  it("names no indexes while there are none, or the Job has none", () => {
    const indexed = job({ completionMode: "Indexed", completions: 2 })
    expect(given(indexed).status).not.toHaveProperty("completedIndexes")
    expect(given(job(), podRuns(0), podEnds(0, 0)).status).not.toHaveProperty("completedIndexes")
  })

  it("shows conditions and times of a complete Job, in whole seconds (AJ-140, AJ-141)", () => {
    const time = "2026-01-01T00:00:05Z"
    const words = ["CompletionsReached", "Reached expected number of succeeded pods", time] as const
    expect(given(job(), podRuns(0), at(5.5, podEnds(0, 0))).status).toEqual({
      conditions: [condition("SuccessCriteriaMet", ...words), condition("Complete", ...words)],
      startTime: "2026-01-01T00:00:00Z",
      completionTime: time,
      succeeded: 1,
      terminating: 0,
      uncountedTerminatedPods: {},
      ready: 0
    })
  })

  it("has no start time while suspended (JC-132)", () => {
    expect(given(job(), at(1, isSuspended)).status).not.toHaveProperty("startTime")
  })
})

describe("two states show the same status", () => {
  const before = given(job({ parallelism: 2, completions: 4 }), podRuns(0))
  const isSameAfter = (...next: ReadonlyArray<Story>) =>
    JobStatus.isSame(before.job, before.when(...next).job)

  it("where only what is not shown has changed", () => {
    expect(isSameAfter(changes({ backoffLimit: 3 }))).toBe(true)
    expect(isSameAfter(fact({ _tag: "SlotGranted", ordinal: 1 }))).toBe(true)
    expect(JobStatus.isSame(before.job, Evolve.replay(before.events))).toBe(true)
  })

  it("where one is the other, replayed (P1)", () => {
    const indexed = job({ completionMode: "Indexed", completions: 2 })
    const story = given(indexed, podRuns(0), at(5, podEnds(0, 0)), at(6, isSuspended))
    expect(JobStatus.isSame(story.job, Evolve.replay(story.events))).toBe(true)
  })

  it("and not otherwise", () => {
    expect(isSameAfter(podIsReady(0, false))).toBe(false)
    expect(isSameAfter(podEnds(0, 0))).toBe(false)
    expect(isSameAfter(podEnds(0, 1))).toBe(false)
    expect(isSameAfter(podIsDeleted(0))).toBe(false)
    expect(isSameAfter(changes({ parallelism: 3 }))).toBe(false)
    expect(isSameAfter(isSuspended)).toBe(false)
  })
})
