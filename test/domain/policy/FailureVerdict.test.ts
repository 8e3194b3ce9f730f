import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  jobFails,
  jobIsToFail,
  jobStarts,
  podCounts,
  podFails,
  podIsGone,
  podIsToStop,
  podSucceeds
} from "../Said.ts"
import {
  at,
  changes,
  isDeleted,
  isResumed,
  isSuspended,
  job,
  podEnds,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const exceeded = "BackoffLimitExceeded"
const pair = job({ parallelism: 2, completions: 2, backoffLimit: 0 })

describe("a Job that is to fail", () => {
  it("asks its active Pods to terminate while they are tracked, then lets go of them as failed (JC-59, JC-144, SC-15)", () => {
    const story = given(pair, podsRun(0, 1)).when(at(5, podEnds(0, 1)))
    story.decides(
      podFails(0),
      podIsToStop(1),
      jobIsToFail(exceeded),
      podCounts(0, "Failed"),
      podCounts(1, "Failed")
    )
    expect(story.status).toMatchObject({ failed: 2, terminating: 1, ready: 0 })
    expect(story.conditions).toEqual(["FailureTarget"])
  })

  it("has FailureTarget before any Pod is let go of (JC-30)", () => {
    const { events } = given(pair, podsRun(0, 1), at(5, podEnds(0, 1)))
    const tags = events.map(({ _tag }) => _tag)
    expect(tags.indexOf("FailureTargetSet")).toBeLessThan(tags.indexOf("PodReleased"))
  })

  it("fails, with the same reason and message, when the last Pod has ended (JC-30, JC-32, JC-34, SC-15)", () => {
    given(pair, podsRun(0, 1), at(5, podEnds(0, 1)))
      .when(at(9, podEnds(1, 143)))
      .decides(podFails(1), podIsGone(1), jobFails(exceeded))
  })

  it("counts a Pod it stopped as failed even if it ends well (JC-145)", () => {
    const story = given(pair, podsRun(0, 1), at(5, podEnds(0, 1))).when(at(6, podEnds(1, 0)))
    story.decides(podSucceeds(1), podIsGone(1), jobFails(exceeded))
    expect(story.status).toMatchObject({ failed: 2 })
    expect(story.status).not.toHaveProperty("succeeded")
  })

  it("does not look again at Pods it let go of: no index counts that ends well too late (JC-127)", () => {
    const indexed = job({ parallelism: 2, completions: 2, backoffLimit: 0, completionMode: "Indexed" })
    const { status } = given(indexed, podsRun(0, 1), at(5, podEnds(0, 1)), at(6, podEnds(1, 0)))
    expect(status).toMatchObject({ failed: 2 })
    expect(status).not.toHaveProperty("completedIndexes")
  })

  it("ends above its limit when Pods run in parallel (JC-106, SJ-39)", () => {
    const story = given(
      job({ parallelism: 3, completions: 3, backoffLimit: 0 }),
      podsRun(0, 1, 2),
      at(5, podEnds(1, 1))
    )
    expect(story.status).toMatchObject({ failed: 3, terminating: 2 })
  })

  it("counts a success that came before (SJ-38)", () => {
    const story = given(
      job({ completionMode: "Indexed", parallelism: 3, completions: 3, backoffLimit: 0 }),
      podsRun(0, 1, 2),
      at(4, podEnds(0, 0)),
      at(5, podEnds(1, 1))
    )
    expect(story.status).toMatchObject({ succeeded: 1, failed: 2, terminating: 1, completedIndexes: "0" })
  })

  it("keeps its first reason (JC-34)", () => {
    const doomed = job({ parallelism: 2, completions: 2, backoffLimit: 0, activeDeadlineSeconds: 10 })
    given(doomed, podsRun(0, 1), at(5, podEnds(0, 1)))
      .when(at(60, podEnds(1, 143)))
      .decides(podFails(1), podIsGone(1), jobFails(exceeded))
  })

  it("has no timers any more", () => {
    const doomed = job({ parallelism: 2, completions: 2, backoffLimit: 0, activeDeadlineSeconds: 10 })
    const story = given(doomed, podsRun(0, 1), at(5, podEnds(0, 1)))
    expect(story.job.due).toEqual({ backoff: undefined, deadline: undefined, ttl: undefined })
    story.when(at(10, timeIsUp("deadline"))).changesNothing()
  })

  it("is not suspended any more (JC-57, JC-66)", () => {
    given(pair, podsRun(0, 1), at(5, podEnds(0, 1)))
      .when(at(6, isSuspended))
      .decides()
  })

  it("is judged while suspended, and fails when it has a start time again (JC-136, AJ-127)", () => {
    const failedOnce = job({ parallelism: 2, completions: 2, backoffLimit: 1 })
    const suspended = [failedOnce, ...podsRun(0, 1), ...at(5, podEnds(0, 1)), ...at(6, isSuspended)]
    const lowered = [...suspended, ...at(8, podEnds(1, 143))]
    given(...lowered)
      .when(at(9, changes({ backoffLimit: 0 })))
      .decides(jobIsToFail(exceeded))
    given(...lowered, at(9, changes({ backoffLimit: 0 })))
      .when(at(20, isResumed))
      .decides(jobStarts(20), jobFails(exceeded))
  })

  it("is judged while it is deleted in the foreground (JC-67)", () => {
    const deleting = [job({ activeDeadlineSeconds: 10 }), podRuns(0), at(5, isDeleted("Foreground"))]
    given(...deleting)
      .when(at(10, timeIsUp("deadline")))
      .decides(jobIsToFail("DeadlineExceeded"))
    given(...deleting, at(10, timeIsUp("deadline")))
      .when(at(12, podEnds(0, 143)))
      .decides(podFails(0), podIsGone(0), jobFails("DeadlineExceeded"), { _tag: "JobDeleted" })
  })
})
