import { describe, expect, it } from "vitest"
import * as Standing from "../../../src/domain/job/Standing.ts"
import { given } from "../Given.ts"
import { jobIsGone, jobStarts, podIsCreated } from "../Said.ts"
import { at, changes, isDeleted, job } from "../Told.ts"

describe("a Job that another controller sees to", () => {
  const foreign = job({ managedBy: "example.com/queue", ttlSecondsAfterFinished: 5 })

  it("is left alone: no Pod, no status (JC-50, SC-25)", () => {
    const story = given(foreign)
    expect(story.events.map(({ _tag }) => _tag)).toEqual(["JobCreated"])
    expect(story.status).toEqual({})
    given(foreign)
      .when(at(5, changes({ suspend: true })))
      .decides()
  })

  it("waits for nothing here (SC-25)", () => expect(Standing.of(given(foreign).job)).toBe("AtRest"))

  it("goes when it is deleted (CL-35)", () => {
    given(foreign)
      .when(at(5, isDeleted("Background")))
      .decides(jobIsGone)
  })
})

it("a Job that names this controller is its own (JC-4, JC-50, SC-24)", () =>
  given()
    .when(job({ managedBy: "kubernetes.io/job-controller" }))
    .decides(jobStarts(0), podIsCreated(0)))
