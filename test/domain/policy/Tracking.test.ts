import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  backoff,
  jobCompletes,
  jobFails,
  jobIsToComplete,
  jobIsToFail,
  podCounts,
  podFails,
  podIsCreated,
  podIsGone,
  podIsLetGo,
  podIsToStop,
  podSucceeds
} from "../Said.ts"
import {
  at,
  changes,
  containerEnds,
  isDeleted,
  job,
  podEnds,
  podIsDeleted,
  podRuns,
  podsEnd,
  podsRun,
  timeIsUp
} from "../Told.ts"

const three = { parallelism: 3, completions: 3 }

describe("a Pod that ended", () => {
  it("is counted and released in one decision (JC-139 to JC-145)", () => {
    given(job(three), podsRun(0, 1, 2))
      .when(at(5, podEnds(0, 0), podEnds(1, 1)))
      .decides(
        podSucceeds(0),
        podCounts(0, "Succeeded"),
        podFails(1),
        podCounts(1, "Failed"),
        backoff(1, 5, 15)
      )
  })

  it("is counted once, whatever is told again (JC-140)", () => {
    const story = given(job(three), podsRun(0, 1, 2), at(5, podEnds(0, 0)))
    expect(story.status.succeeded).toBe(1)
    expect(story.when(at(6, podIsDeleted(0))).status.succeeded).toBe(1)
  })

  it("is counted even if it was asked to terminate and has not failed yet (JC-142)", () => {
    given(
      job({ parallelism: 3, completions: 9, podReplacementPolicy: "Failed" }),
      podsRun(0, 1, 2),
      at(4, podIsDeleted(0))
    )
      .when(at(5, podEnds(0, 0)))
      .decides(podSucceeds(0), podCounts(0, "Succeeded"), podIsGone(0), podIsCreated(3))
  })

  it("counts its index once (JC-20, JC-143)", () => {
    const twice = given(
      job({ completionMode: "Indexed", parallelism: 2, completions: 2 }),
      podsRun(0, 1),
      at(1, podIsDeleted(0)),
      at(11, changes({ backoffLimit: 9 }), podRuns(2)),
      at(12, podEnds(2, 0))
    )
    expect(twice.status).toMatchObject({ succeeded: 1, failed: 1, completedIndexes: "0" })
  })

  it("leaves other Pods alone (JC-142)", () => {
    const { job: demo } = given(job(three), podsRun(0, 1, 2), at(5, podEnds(0, 0)))
    expect(demo.podSet.tally).toMatchObject({ tracked: 2, active: 2 })
  })
})

describe("all Pods are let go of", () => {
  it("as failed when the Job is to fail, running ones included (JC-144)", () => {
    given(job({ ...three, backoffLimit: 0 }), podsRun(0, 1, 2), at(4, podEnds(0, 0)))
      .when(at(5, podEnds(1, 1)))
      .decides(
        podFails(1),
        podIsToStop(2),
        jobIsToFail("BackoffLimitExceeded"),
        podCounts(1, "Failed"),
        podCounts(2, "Failed")
      )
  })

  it("uncounted when the Job is to complete (JC-126)", () => {
    const story = given(
      job({ completionMode: "Indexed", ...three, podReplacementPolicy: "Failed" }),
      podsRun(0, 1, 2),
      at(4, podEnds(0, 0)),
      at(5, podIsDeleted(2))
    )
    story
      .when(at(6, changes({ parallelism: 1, completions: 1 })))
      .decides(podIsLetGo(1), podIsToStop(1), jobIsToComplete, podIsLetGo(2))
  })

  it("uncounted when the Job is being deleted, while ended ones are counted (JC-67)", () => {
    const deleted = given(
      job(three),
      podsRun(0, 1, 2),
      at(4, podEnds(0, 0), podEnds(1, 1)),
      at(5, isDeleted("Foreground"))
    )
    expect(deleted.status).toMatchObject({ succeeded: 1, failed: 1, terminating: 1 })
  })
})

describe("a finished Job", () => {
  it("counts nothing (JC-51)", () => {
    const story = given(job(), podRuns(0), at(5, podEnds(0, 0)))
    expect(story.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
    story.when(at(6, containerEnds(0, "main", 1))).changesNothing()
  })

  it("fails only when every Pod is counted (JC-32)", () => {
    given(job({ ...three, backoffLimit: 0 }), podsRun(0, 1, 2), at(5, podEnds(1, 1)), at(6, podEnds(0, 143)))
      .when(at(7, podEnds(2, 143)))
      .decides(podFails(2), podIsGone(2), jobFails("BackoffLimitExceeded"))
  })
})

it("a Job counts failures and successes of its indexes side by side (SJ-37)", () => {
  const story = given(
    job({ completionMode: "Indexed", ...three }),
    podsRun(0, 1, 2),
    at(5, podEnds(1, 1)),
    at(15, timeIsUp("backoff"), podRuns(3)),
    at(16, ...podsEnd(0, 0, 2))
  ).when(at(17, podEnds(3, 0)))
  story.decides(podSucceeds(3), podCounts(3, "Succeeded"), jobIsToComplete, jobCompletes)
  expect(story.status).toMatchObject({ succeeded: 3, failed: 1, completedIndexes: "0-2" })
})
