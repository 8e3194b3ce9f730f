import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  jobCompletes,
  jobIsToComplete,
  jobStarts,
  podCounts,
  podIsCreated,
  podIsGone,
  podIsLetGo,
  podIsToStop,
  podFails,
  podSucceeds
} from "../Said.ts"
import { at, changes, job, podEnds, podRuns, podsEnd, podsRun, timeIsUp } from "../Told.ts"

describe("a Job with completions", () => {
  it("wants as many Pods as are left, and not more than its parallelism (JC-71, SJ-01)", () => {
    given()
      .when(job({ parallelism: 2, completions: 5 }))
      .decides(jobStarts(0), podIsCreated(0), podIsCreated(1))
    given()
      .when(job({ parallelism: 5, completions: 2 }))
      .decides(jobStarts(0), podIsCreated(0), podIsCreated(1))
  })

  it("replaces a Pod that succeeded while more are wanted (JC-71, SJ-06)", () => {
    given(job({ parallelism: 2, completions: 5 }), podsRun(0, 1))
      .when(at(5, podEnds(0, 0)))
      .decides(podSucceeds(0), podCounts(0, "Succeeded"), podIsCreated(2))
  })

  it("completes with the last success (JC-62, SJ-23)", () => {
    given(job({ parallelism: 2, completions: 2 }), podsRun(0, 1), at(5, podEnds(1, 0)))
      .when(at(6, podEnds(0, 0)))
      .decides(podSucceeds(0), podCounts(0, "Succeeded"), jobIsToComplete, jobCompletes)
  })

  it("completes at once with completions 0 (JC-62, SC-42)", () => {
    given()
      .when(job({ completions: 0 }))
      .decides(jobStarts(0), jobIsToComplete, jobCompletes)
  })

  it("has a completion time, cut to a second, and only then (JC-25, JC-151)", () => {
    const story = given(job(), podRuns(0), at(6.9, podEnds(0, 0)))
    expect(story.status.completionTime).toBe("2026-01-01T00:00:06Z")
    expect(given(job({ backoffLimit: 0 }), podRuns(0), podEnds(0, 1)).status).not.toHaveProperty(
      "completionTime"
    )
  })

  it("completes only when terminating Pods are gone (JC-32, JC-63, SC-16)", () => {
    const story = given(
      job({ completionMode: "Indexed", parallelism: 2, completions: 2 }),
      podsRun(0, 1),
      at(5, podEnds(0, 0))
    )
    const lowered = at(6, changes({ parallelism: 1, completions: 1 }))
    story.when(lowered).decides(podIsLetGo(1), podIsToStop(1), jobIsToComplete)
    const waiting = given(
      job({ completionMode: "Indexed", parallelism: 2, completions: 2 }),
      podsRun(0, 1),
      at(5, podEnds(0, 0)),
      lowered
    )
    expect(waiting.status).toMatchObject({ succeeded: 1, terminating: 1, completedIndexes: "0" })
    expect(waiting.conditions).toEqual(["SuccessCriteriaMet"])
    waiting.when(at(9, podEnds(1, 143))).decides(podFails(1), podIsGone(1), jobCompletes)
  })

  it("stays a success once its criteria are met, whatever comes (JC-35)", () => {
    const story = given(
      job({ completionMode: "Indexed", parallelism: 2, completions: 2, activeDeadlineSeconds: 20 }),
      podsRun(0, 1),
      at(5, podEnds(0, 0)),
      at(6, changes({ parallelism: 1, completions: 1 }))
    )
    expect(story.when(at(30, changes({ backoffLimit: 0 }), podEnds(1, 1))).conditions).toEqual([
      "SuccessCriteriaMet",
      "Complete"
    ])
  })
})

describe("a work queue", () => {
  const queue = job({ parallelism: 3 })

  it("has no completions (JC-162)", () => {
    expect(given(queue).job.spec).not.toHaveProperty("completions")
  })

  it("replaces failures until a Pod has succeeded (JC-72, SJ-05)", () => {
    given(queue, podsRun(0, 1, 2), at(1, podEnds(0, 1)))
      .when(at(11, timeIsUp("backoff")))
      .decides(podIsCreated(3))
  })

  it("replaces none and stops none once a Pod has succeeded (JC-72, SJ-24)", () => {
    const succeeded = given(queue, podsRun(0, 1, 2)).when(at(1, podEnds(0, 0)))
    succeeded.decides(podSucceeds(0), podCounts(0, "Succeeded"))
    expect(succeeded.status.active).toBe(2)
    const story = [queue, podsRun(0, 1, 2), at(1, podEnds(0, 0)), at(2, podEnds(1, 1))]
    given(...story)
      .when(at(30, timeIsUp("backoff")))
      .decides()
    given(...story)
      .when(at(30, changes({ parallelism: 5 })))
      .decides()
  })

  it("completes when all Pods have ended and one has succeeded (JC-64, SJ-25, SJ-26)", () => {
    const story = given(queue, podsRun(0, 1, 2), at(1, ...podsEnd(0, 0, 1)))
    expect(story.conditions).toEqual([])
    expect(story.when(at(2, podEnds(2, 0))).conditions).toEqual(["SuccessCriteriaMet", "Complete"])
    const failing = story.when(at(2, podEnds(2, 1)))
    expect(failing.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
    expect(failing.status).toMatchObject({ succeeded: 2, failed: 1 })
  })

  it("ends as its Pods do (SC-31)", () => {
    const story = given(
      job({ parallelism: 5 }),
      podsRun(0, 1, 2, 3, 4),
      at(1, ...podsEnd(1, 0, 1)),
      at(30, timeIsUp("backoff"), podRuns(5), podRuns(6), podEnds(2, 0)),
      at(31, ...podsEnd(1, 3, 4)),
      at(32, ...podsEnd(0, 5, 6))
    )
    expect(story.status).toMatchObject({ succeeded: 3, failed: 4, terminating: 0, ready: 0 })
    expect(story.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
  })

  it("with parallelism 0 waits for better days (AJ-30)", () => {
    given()
      .when(job({ parallelism: 0 }))
      .decides(jobStarts(0))
  })
})
