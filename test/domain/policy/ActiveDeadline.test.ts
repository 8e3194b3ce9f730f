import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  deadline,
  jobFails,
  jobIsResumed,
  jobIsToFail,
  jobStarts,
  podCounts,
  podFails,
  podIsCreated,
  podIsToStop
} from "../Said.ts"
import {
  at,
  changes,
  changesMetadata,
  isDeleted,
  isResumed,
  isSuspended,
  job,
  podEnds,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const late = "DeadlineExceeded"

describe("a Job with activeDeadlineSeconds", () => {
  it("arms its timer with the first look (JC-130, DL-06)", () => {
    given()
      .when(job({ activeDeadlineSeconds: 10 }))
      .decides(jobStarts(0), podIsCreated(0), deadline(10))
  })

  it("keeps its timer when it is suspended while it is being deleted and somebody keeps it (JC-67, JC-131)", () => {
    given(
      job({ activeDeadlineSeconds: 10 }),
      podRuns(0),
      at(1, changesMetadata({ finalizers: ["example.com/keep"] }), isDeleted("Background"))
    )
      .when(at(2, isSuspended))
      .decides()
  })

  it("counts from its start as the API stores it (TR-2)", () => {
    given()
      .when(at(0.7, job({ activeDeadlineSeconds: 10 })))
      .decides(jobStarts(0), podIsCreated(0), deadline(10))
  })

  it("fails at the deadline and stops its Pods, which count as failed (JC-129, DL-01)", () => {
    const story = given(job({ activeDeadlineSeconds: 10 }), podRuns(0)).when(at(10, timeIsUp("deadline")))
    story.decides(podIsToStop(0), jobIsToFail(late), podCounts(0, "Failed"))
    expect(story.status).toMatchObject({ terminating: 1, failed: 1, ready: 0 })
    expect(story.status).not.toHaveProperty("active")
  })

  it("keeps what has succeeded (DL-02)", () => {
    const story = given(
      job({ completions: 2, activeDeadlineSeconds: 10 }),
      podRuns(0),
      at(5, podEnds(0, 0), podRuns(1)),
      at(15, timeIsUp("deadline"))
    )
    expect(story.status).toMatchObject({ succeeded: 1, failed: 1, terminating: 1 })
    expect(story.conditions).toEqual(["FailureTarget"])
  })

  it("fails in one batch when no Pod is left to wait for (DL-03)", () => {
    given(job({ activeDeadlineSeconds: 10 }), podRuns(0), at(5, podEnds(0, 1)))
      .when(at(10, timeIsUp("deadline")))
      .decides(jobIsToFail(late), jobFails(late))
  })

  it("fails for its back-off limit first (JC-57, DL-04)", () => {
    given(job({ backoffLimit: 0, activeDeadlineSeconds: 1 }), podRuns(0))
      .when(at(10, podEnds(0, 1)))
      .decides(
        podFails(0),
        jobIsToFail("BackoffLimitExceeded"),
        podCounts(0, "Failed"),
        jobFails("BackoffLimitExceeded")
      )
  })

  it("does not fail while suspended, however late it is (JC-131, DL-05)", () => {
    const story = given(job({ activeDeadlineSeconds: 10 }), podRuns(0), at(5, isSuspended))
    expect(story.status).not.toHaveProperty("startTime")
    story.when(at(15, timeIsUp("deadline"))).changesNothing()
    expect(story.when(at(15, podEnds(0, 1))).conditions).toEqual(["Suspended"])
  })

  it("starts its clock anew when it is resumed (JC-131, JC-134)", () => {
    given(job({ activeDeadlineSeconds: 10 }), at(8, isSuspended))
      .when(at(100, isResumed))
      .decides(jobStarts(100), podIsCreated(1), jobIsResumed(100), deadline(110))
  })

  it("is told the time in vain before the deadline (DL-06)", () => {
    given(job({ activeDeadlineSeconds: 1 }))
      .when(at(0.999, timeIsUp("deadline")))
      .changesNothing()
  })

  it("fails without a timer when another fact comes after the deadline (P3)", () => {
    given(job({ parallelism: 2, completions: 2, activeDeadlineSeconds: 10 }), podsRun(0, 1))
      .when(at(12, podEnds(0, 0)))
      .decides(
        { _tag: "PodSucceeded", ordinal: 0 },
        podIsToStop(1),
        jobIsToFail(late),
        podCounts(0, "Succeeded"),
        podCounts(1, "Failed")
      )
  })

  it("fails before its first Pod with a deadline of 0 (AJ-30)", () => {
    given()
      .when(job({ activeDeadlineSeconds: 0 }))
      .decides(jobStarts(0), jobIsToFail(late), jobFails(late))
  })

  it("may get, change and lose its deadline later (JC-37, JC-130)", () => {
    given(job())
      .when(at(4, changes({ activeDeadlineSeconds: 10 })))
      .decides(deadline(10))
    given(job({ activeDeadlineSeconds: 10 }))
      .when(at(4, changes({ activeDeadlineSeconds: 20 })))
      .decides(deadline(20))
    given(job({ activeDeadlineSeconds: 10 }), at(4, changes({ activeDeadlineSeconds: null })))
      .when(at(10, timeIsUp("deadline")))
      .changesNothing()
    given(job({ activeDeadlineSeconds: 100 }), podRuns(0))
      .when(at(50, changes({ activeDeadlineSeconds: 30 })))
      .decides(podIsToStop(0), jobIsToFail(late), podCounts(0, "Failed"))
  })
})
