import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  finishedPodsAreGone,
  jobIsGone,
  podFails,
  podIsGone,
  podIsLetGo,
  podIsToStop,
  podSucceeds
} from "../Said.ts"
import { at, changes, isDeleted, job, podEnds, podIsDeleted, podRuns, podsRun, timeIsUp } from "../Told.ts"

const half = [job({ parallelism: 2, completions: 3 }), ...podsRun(0, 1), at(5, podEnds(0, 0))]

describe("a Job deleted in the background (CL-35, TR-20)", () => {
  const deleted = at(6, isDeleted("Background"))

  it("is gone at once, lets go of its Pods and has them asked to terminate", () => {
    given(...half)
      .when(deleted)
      .decides(
        jobIsGone,
        podIsLetGo(1),
        podIsLetGo(2),
        podIsToStop(1, "GarbageCollector"),
        podIsToStop(2, "GarbageCollector"),
        podIsGone(2),
        finishedPodsAreGone([0, 0])
      )
  })

  it("counts nothing any more", () => {
    const story = given(...half, deleted).when(at(7, podEnds(1, 0)))
    story.decides(podSucceeds(1), podIsGone(1))
    expect(story.job.succeeded).toBe(1)
  })

  it("has no timers any more", () => {
    const story = given(job({ activeDeadlineSeconds: 10 }), podRuns(0), at(5, isDeleted("Background")))
    story.when(at(10, timeIsUp("deadline"))).changesNothing()
  })
})

describe("a Job deleted in the foreground (CL-36, TR-20)", () => {
  const deleted = at(6, isDeleted("Foreground"))

  it("lets go of its Pods, which are not counted, and has them asked to terminate (JC-67, CL-40)", () => {
    given(...half)
      .when(deleted)
      .decides(
        podIsLetGo(1),
        podIsLetGo(2),
        podIsToStop(1, "GarbageCollector"),
        podIsToStop(2, "GarbageCollector"),
        podIsGone(2),
        finishedPodsAreGone([0, 0])
      )
  })

  it("is gone when the last of its Pods is gone (CL-41)", () => {
    const story = given(...half, deleted).when(at(9, podEnds(1, 143)))
    story.decides(podFails(1), podIsGone(1), jobIsGone)
    expect(story.status).toMatchObject({ succeeded: 1, terminating: 0 })
    expect(story.status).not.toHaveProperty("failed")
  })

  it("is gone at once without Pods", () => {
    given(job({ suspend: true }))
      .when(at(1, isDeleted("Foreground")))
      .decides(jobIsGone)
  })

  it("creates no Pods any more (CL-42, JC-67)", () => {
    given(...half, deleted)
      .when(at(7, changes({ parallelism: 3 })))
      .decides()
  })

  it("waits for a Pod that somebody else asked to terminate", () => {
    given(...half, at(5.5, podIsDeleted(1), podIsDeleted(2)), deleted)
      .when(at(6.5, podEnds(1, 143)))
      .decides(podFails(1), podIsGone(1), jobIsGone)
  })

  it("may be deleted in the background after all (CL-13)", () => {
    given(...half, deleted)
      .when(at(7, isDeleted("Background")))
      .decides(jobIsGone)
  })

  it("is deleted again in vain (CL-13)", () => {
    given(...half, deleted)
      .when(at(7, isDeleted("Foreground")))
      .changesNothing()
  })
})

describe("a Job whose Pods are orphaned (CL-37, TR-20)", () => {
  it("lets go of its Pods and is gone, and the Pods live on", () => {
    given(...half)
      .when(at(6, isDeleted("Orphan")))
      .decides(podIsLetGo(1), podIsLetGo(2), jobIsGone)
  })

  it("is what the bare API does (CL-20)", () => {
    given(...half)
      .when(at(6, isDeleted()))
      .decides(podIsLetGo(1), podIsLetGo(2), jobIsGone)
  })

  it("has Pods that end as they like, and stay", () => {
    const story = given(...half, at(6, isDeleted("Orphan")))
    story.when(at(9, podEnds(1, 0))).decides(podSucceeds(1))
    story.when(at(9, podEnds(1, 1))).decides(podFails(1))
    story.when(at(9, podIsDeleted(0))).decides(finishedPodsAreGone([0, 0]))
  })
})

it("removes finished Pods in one event, however many they are (P9)", () => {
  const many = [job({ parallelism: 4, completions: 4 }), ...podsRun(0, 1, 2, 3)]
  const ended = [...many, at(5, podEnds(0, 0), podEnds(1, 0), podEnds(3, 0)), at(6, podIsDeleted(1))]
  given(...ended)
    .when(at(7, isDeleted("Background")))
    .decides(
      jobIsGone,
      podIsLetGo(2),
      podIsToStop(2, "GarbageCollector"),
      finishedPodsAreGone([0, 0], [3, 3])
    )
})
