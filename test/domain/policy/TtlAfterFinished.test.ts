import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  finishedPodsAreGone,
  jobCompletes,
  jobExpires,
  jobFails,
  jobIsGone,
  jobIsToComplete,
  jobIsToFail,
  podCounts,
  podFails,
  podSucceeds,
  ttl
} from "../Said.ts"
import { at, changes, isDeleted, job, podEnds, podRuns, timeIsUp } from "../Told.ts"

const succeeds = [podSucceeds(0), podCounts(0, "Succeeded"), jobIsToComplete, jobCompletes]
const goes = [jobExpires, finishedPodsAreGone([0, 0]), jobIsGone]

const complete = (ttlSecondsAfterFinished?: number) => [
  job(ttlSecondsAfterFinished === undefined ? {} : { ttlSecondsAfterFinished }),
  podRuns(0),
  ...at(5, podEnds(0, 0))
]

describe("ttlSecondsAfterFinished", () => {
  it("counts from the condition that finished the Job (CL-2, CL-3)", () => {
    given(job({ ttlSecondsAfterFinished: 10 }), podRuns(0))
      .when(at(5, podEnds(0, 0)))
      .decides(...succeeds, ttl(15))
  })

  it("counts from whole seconds (TR-2)", () => {
    given(job({ ttlSecondsAfterFinished: 10 }), podRuns(0))
      .when(at(5.9, podEnds(0, 0)))
      .decides(...succeeds, ttl(15))
  })

  it("counts for failed Jobs too (CL-2)", () => {
    const exceeded = "BackoffLimitExceeded"
    given(job({ ttlSecondsAfterFinished: 10, backoffLimit: 0 }), podRuns(0))
      .when(at(5, podEnds(0, 1)))
      .decides(podFails(0), jobIsToFail(exceeded), podCounts(0, "Failed"), jobFails(exceeded), ttl(15))
  })

  it("is of no matter while the Job is not finished (CL-1)", () => {
    expect(given(job({ ttlSecondsAfterFinished: 0 }), podRuns(0)).job.due.ttl).toBeUndefined()
    given(job({ ttlSecondsAfterFinished: 0 }), podRuns(0))
      .when(at(50, timeIsUp("ttl")))
      .changesNothing()
  })

  it("deletes the Job in the foreground when it is over (CL-6, CL-23, TR-21)", () => {
    const story = given(...complete(10)).when(at(15, timeIsUp("ttl")))
    story.decides(...goes)
    expect(story.job.metadata.finalizers).toEqual(["foregroundDeletion"])
  })

  it("is told the time in vain before it is over (CL-4)", () => {
    given(...complete(10))
      .when(at(14.999, timeIsUp("ttl")))
      .changesNothing()
  })

  it("deletes at once when it is 0 (CL-3)", () => {
    given(job({ ttlSecondsAfterFinished: 0 }), podRuns(0))
      .when(at(5, podEnds(0, 0)))
      .decides(...succeeds, ...goes)
  })

  it("may be set after the Job has finished, and be over already (CL-8, TR-21)", () => {
    given(...complete())
      .when(at(20, changes({ ttlSecondsAfterFinished: 60 })))
      .decides(ttl(65))
    given(...complete())
      .when(at(200, changes({ ttlSecondsAfterFinished: 60 })))
      .decides(...goes)
  })

  it("may be raised and removed, which saves the Job (CL-5, CL-8)", () => {
    given(...complete(10))
      .when(at(14, changes({ ttlSecondsAfterFinished: 100 })))
      .decides(ttl(105))
    given(...complete(10), at(14, changes({ ttlSecondsAfterFinished: 100 })))
      .when(at(15, timeIsUp("ttl")))
      .changesNothing()
    given(...complete(10), at(14, changes({ ttlSecondsAfterFinished: null })))
      .when(at(15, timeIsUp("ttl")))
      .changesNothing()
  })

  it("leaves a Job alone that is being deleted (CL-6)", () => {
    given(...complete(10))
      .when(at(14, isDeleted("Foreground")))
      .decides(finishedPodsAreGone([0, 0]), jobIsGone)
  })

  it("shows in no status (CL-7)", () => {
    const before = given(...complete(10))
    expect(before.when(at(15, timeIsUp("ttl"))).status).toEqual(before.status)
  })
})
