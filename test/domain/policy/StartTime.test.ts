import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import { jobIsSuspended, jobStarts, podIsCreated } from "../Said.ts"
import { at, isDeleted, job, podEnds, podRuns } from "../Told.ts"

describe("a Job's start time", () => {
  it("is set with the first look, cut to a second (JC-24, JC-55, TR-2)", () => {
    given().when(at(3.5, job())).decides(jobStarts(3), podIsCreated(0))
  })

  it("is not set while the Job is suspended (JC-24, JC-55, JC-132)", () => {
    given()
      .when(job({ suspend: true }))
      .decides(jobIsSuspended)
  })

  it("stays as it is (DL-07)", () => {
    const story = given(job(), podRuns(0), at(50, podEnds(0, 1)))
    expect(story.status.startTime).toBe("2026-01-01T00:00:00Z")
  })

  it("is set for no Job that is gone", () => {
    const story = given(job({ suspend: true }), at(1, isDeleted("Background")))
    expect(story.job.startTime).toBeUndefined()
  })
})
