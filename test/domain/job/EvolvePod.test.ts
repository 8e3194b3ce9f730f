import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import { indexBackoff, indexIsTried, podIsCreated } from "../Said.ts"
import { at, changes, job, podEnds, podIsDeleted, podRuns, podsRun, timeIsUp } from "../Told.ts"

const indexed = { completionMode: "Indexed", backoffLimitPerIndex: 1 } as const

describe("a Pod that is created", () => {
  it("leaves the other timers of its Job as they are (JC-130)", () => {
    given(job({ activeDeadlineSeconds: 100 }), podRuns(0), at(5, podEnds(0, 1)))
      .when(at(15, timeIsUp("backoff")))
      .decides(podIsCreated(1))
  })

  it("ends the back-off it waited for, whoever looks first", () => {
    const once = given(
      job({ completions: 2, parallelism: 1 }),
      podRuns(0),
      at(5, podEnds(0, 1)),
      at(16, changes({ parallelism: 2 }))
    )
    expect(once.job.due.backoff).toBeUndefined()
    const tried = given(
      job({ ...indexed, completions: 1 }),
      podRuns(0),
      at(5, podEnds(0, 1)),
      at(16, changes({ backoffLimit: 3 }))
    )
    expect(tried.status).toMatchObject({ active: 1 })
    expect(tried.job.due.backoff).toBeUndefined()
  })

  it("does not end the back-off of another index (JC-82)", () => {
    given(job({ ...indexed, completions: 3, parallelism: 2 }), podsRun(0, 1), at(5, podEnds(0, 1)))
      .when(at(7, changes({ parallelism: 3 })))
      .decides(indexIsTried(2, 2, 0))
  })
})

describe("a Pod that is deleted", () => {
  it("is retained by its index while it terminates (JC-10, JC-109)", () => {
    const story = given(job({ ...indexed, completions: 1 }), podRuns(0)).when(at(5, podIsDeleted(0)))
    story.decides(indexBackoff(15))
    expect(story.status).not.toHaveProperty("failed")
  })
})
