import { describe, expect, it } from "vitest"
import * as Pod from "../../../src/domain/pod/Pod.ts"
import * as PodReplacement from "../../../src/domain/policy/PodReplacement.ts"
import { given } from "../Given.ts"
import {
  backoff,
  jobIsToFail,
  podCounts,
  podFails,
  podIsCreated,
  podIsGone,
  podIsLetGo,
  podIsToStop
} from "../Said.ts"
import { at, changes, job, podEnds, podIsDeleted, podRuns, podsRun, timeIsUp } from "../Told.ts"

const pair = (podReplacementPolicy: "Failed" | "TerminatingOrFailed", completionMode?: "Indexed") =>
  job({
    parallelism: 2,
    completions: 2,
    podReplacementPolicy,
    ...(completionMode === undefined ? {} : { completionMode })
  })
const bothDeleted = at(5, podIsDeleted(0), podIsDeleted(1))
const backoffOver = at(60, timeIsUp("backoff"))

describe("podReplacementPolicy TerminatingOrFailed", () => {
  it("counts a Pod asked to terminate as failed at once (JC-10, JC-152)", () => {
    const story = given(pair("TerminatingOrFailed"), podsRun(0, 1)).when(at(5, podIsDeleted(0)))
    story.decides(podCounts(0, "Failed"), backoff(1, 5, 15))
    expect(story.status).toMatchObject({ active: 1, failed: 1, terminating: 1 })
  })

  it("fails the Job before it lets go of it, where that is one failure too many (JC-30, JC-54)", () => {
    given(job({ podReplacementPolicy: "TerminatingOrFailed", backoffLimit: 0 }), podRuns(0))
      .when(at(5, podIsDeleted(0)))
      .decides(jobIsToFail("BackoffLimitExceeded"), podCounts(0, "Failed"))
  })

  it("replaces it while it terminates (JC-10, SC-36)", () => {
    const story = given(pair("TerminatingOrFailed"), podsRun(0, 1), bothDeleted, backoffOver)
    expect(story.status).toMatchObject({ active: 2, failed: 2, terminating: 2 })
    const ended = story.when(at(61, podEnds(0, 143), podEnds(1, 143)))
    expect(ended.status).toMatchObject({ active: 2, failed: 2, terminating: 0 })
  })

  it("replaces it in its index (JC-81, SC-35)", () => {
    given(pair("TerminatingOrFailed", "Indexed"), podsRun(0, 1), bothDeleted)
      .when(backoffOver)
      .decides(podIsCreated(2, 0), podIsCreated(3, 1))
  })

  it("does not look at what becomes of it (JC-152)", () => {
    const story = given(pair("TerminatingOrFailed"), podsRun(0, 1), at(5, podIsDeleted(0)))
    const ended = story.when(at(6, podEnds(0, 0)))
    ended.decides({ _tag: "PodSucceeded", ordinal: 0 }, podIsGone(0))
    expect(ended.status).not.toHaveProperty("succeeded")
  })

  it("counts a terminating Pod beside a failed one (SJ-08, SJ-09)", () => {
    for (const spec of [{ parallelism: 1, completions: 1 }, { parallelism: 1 }]) {
      const story = given(
        job(spec),
        podRuns(0),
        at(1, podEnds(0, 1)),
        at(11, timeIsUp("backoff"), podRuns(1)),
        at(12, podIsDeleted(1)),
        at(60, timeIsUp("backoff"))
      )
      expect(story.status).toMatchObject({ active: 1, failed: 2, terminating: 1 })
    }
  })
})

describe("podReplacementPolicy Failed", () => {
  it("waits with counting and replacing until a Pod has ended (JC-78, SC-38)", () => {
    const story = given(pair("Failed"), podsRun(0, 1)).when(bothDeleted)
    story.decides()
    expect(story.status).toMatchObject({ terminating: 2, ready: 0 })
    expect(story.status).not.toHaveProperty("failed")
    expect(story.status).not.toHaveProperty("active")
  })

  it("replaces it once it has failed (SC-37, SC-38)", () => {
    const story = given(pair("Failed", "Indexed"), podsRun(0, 1), bothDeleted)
    story
      .when(at(8, podEnds(0, 143)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 8, 18), podIsGone(0))
    const ended = given(
      pair("Failed", "Indexed"),
      podsRun(0, 1),
      bothDeleted,
      at(8, podEnds(0, 143), podEnds(1, 143)),
      backoffOver
    )
    expect(ended.status).toMatchObject({ active: 2, failed: 2, terminating: 0 })
  })

  it("counts it as a success if it ends well", () => {
    const story = given(pair("Failed"), podsRun(0, 1), at(5, podIsDeleted(0)), at(6, podEnds(0, 0)))
    expect(story.status).toMatchObject({ active: 1, succeeded: 1, terminating: 0 })
    expect(story.status).not.toHaveProperty("failed")
  })

  it("lets a terminating Pod take the place of an active one (SJ-07)", () => {
    const story = given(
      job({ parallelism: 1, podReplacementPolicy: "Failed" }),
      podRuns(0),
      at(1, podEnds(0, 1)),
      at(11, timeIsUp("backoff"), podRuns(1)),
      at(12, podIsDeleted(1))
    )
    expect(story.job.podSet.tally).toMatchObject({ active: 0, terminating: 1 })
    expect(story.status.failed).toBe(1)
    story.when(at(60, changes({ parallelism: 2 }))).decides(podIsCreated(2))
  })

  it("still lets go of what is too much (SJ-10)", () => {
    const story = given(
      job({ parallelism: 6, completions: 6, podReplacementPolicy: "Failed" }),
      podsRun(0, 1, 2, 3, 4, 5),
      at(5, ...[2, 3, 4, 5].map(podIsDeleted))
    )
    const lowered = story.when(at(6, changes({ parallelism: 1 })))
    lowered.decides(podIsLetGo(0), podIsToStop(0))
    expect(lowered.status).toMatchObject({ active: 1, terminating: 5 })
  })
})

describe("a changed podReplacementPolicy", () => {
  it("makes terminating Pods count and their indexes free at once (AJ-19)", () => {
    given(pair("Failed", "Indexed"), podsRun(0, 1), bothDeleted)
      .when(at(6, changes({ podReplacementPolicy: "TerminatingOrFailed" })))
      .decides(podCounts(0, "Failed"), podCounts(1, "Failed"), backoff(2, 5, 25))
    given(
      pair("Failed", "Indexed"),
      podsRun(0, 1),
      bothDeleted,
      at(6, changes({ podReplacementPolicy: "TerminatingOrFailed" }))
    )
      .when(at(25, timeIsUp("backoff")))
      .decides(podIsCreated(2, 0), podIsCreated(3, 1))
  })

  it("makes terminating Pods hold their indexes from now on", () => {
    const story = given(
      pair("TerminatingOrFailed", "Indexed"),
      podsRun(0, 1),
      bothDeleted,
      at(6, changes({ podReplacementPolicy: "Failed" }))
    )
    story.when(backoffOver).decides()
    story.when(at(70, podEnds(0, 143))).decides(podFails(0), podIsGone(0), podIsCreated(2, 0))
  })
})

it("a Pod that succeeded has not failed, whoever asked for its end (JC-10)", () => {
  const { job: demo } = given(pair("TerminatingOrFailed"))
  const pod = { ...Pod.make({ ordinal: 0, index: undefined, at: 0, containers: [] }), deletionAt: 0 }
  expect(PodReplacement.hasFailed(demo.spec, pod)).toBe(true)
  expect(PodReplacement.hasFailed(demo.spec, { ...pod, phase: "Succeeded" })).toBe(false)
})
