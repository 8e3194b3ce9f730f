import { describe, expect, it } from "vitest"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import {
  indexBackoff,
  indexFails,
  indexIsTried,
  jobFails,
  jobIsToFail,
  podCounts,
  podFails,
  podFailsByRule,
  podIsLetGo,
  podIsToStop,
  podSucceeds
} from "../Said.ts"
import { at, changes, job, podEnds, podIsDeleted, podIsEvicted, podRuns, podsRun, timeIsUp } from "../Told.ts"

const indexed = { completionMode: "Indexed" } as const
const pair = { ...indexed, completions: 2, parallelism: 2, backoffLimitPerIndex: 1 }

describe("an index that fails", () => {
  it("waits for its own back-off, and its failure is counted when its next Pod is there (JC-82, JC-92, JC-103, JC-109)", () => {
    const failedOnce = [job(pair), ...podsRun(0, 1), ...at(5, podEnds(0, 1))]
    const story = given(job(pair), podsRun(0, 1)).when(at(5, podEnds(0, 1)))
    story.decides(podFails(0), indexBackoff(15))
    expect(story.status).not.toHaveProperty("failed")
    given(...failedOnce)
      .when(at(15, timeIsUp("backoff")))
      .decides(indexIsTried(2, 0, 1), podCounts(0, "Failed"))
  })

  it("does not hold up the other indexes (JC-103)", () => {
    given(job({ ...pair, completions: 3 }), podsRun(0, 1), at(5, podEnds(0, 1)))
      .when(at(6, podEnds(1, 0)))
      .decides(podSucceeds(1), podCounts(1, "Succeeded"), indexIsTried(2, 2, 0))
  })

  it("is waited for only while it is among the lowest that may get a Pod (JC-82)", () => {
    // Index 1 fails first, index 0 later; with one Pod at a time only index 0 is waited for.
    const story = given(
      job({ ...pair, backoffLimitPerIndex: 3 }),
      podsRun(0, 1),
      at(5, podEnds(1, 1)),
      at(9, podEnds(0, 1))
    )
    expect(story.job.due.backoff).toBe(Clock.instant(15))
    story.when(at(10, changes({ parallelism: 1 }))).decides(indexBackoff(19))
    story.when(at(10, changes({ parallelism: 3 }))).decides()
  })

  it("says when the first of the lowest may get its Pod, where more wait than there are places (JC-82)", () => {
    const story = given(
      job({ ...pair, completions: 3, parallelism: 3, backoffLimitPerIndex: 3 }),
      podsRun(0, 1, 2),
      at(5, podEnds(2, 1)),
      at(7, podEnds(1, 1)),
      at(9, podEnds(0, 1))
    )
    story.when(at(10, changes({ parallelism: 2 }))).decides(indexBackoff(17))
  })

  it("survives a failure that is to be ignored, even where it survives no other (JC-107, JC-120)", () => {
    const rules = [{ action: "Ignore", onExitCodes: { operator: "In", values: [3] } }] as const
    const story = given(
      job({
        ...pair,
        backoffLimitPerIndex: 0,
        podReplacementPolicy: "Failed",
        podFailurePolicy: { rules }
      }),
      podsRun(0, 1)
    ).when(at(5, podEnds(0, 3)))
    story.decides(podFailsByRule(0, 0), indexBackoff(15))
    expect(story.status).toMatchObject({ active: 1, failedIndexes: "" })
  })

  it("fails for good after as many failures more than its limit, and gets no other Pod (JC-107)", () => {
    const story = given(
      job(pair),
      podsRun(0, 1),
      at(5, podEnds(0, 1)),
      at(15, timeIsUp("backoff")),
      podRuns(2)
    ).when(at(20, podEnds(2, 1)))
    story.decides(podFails(2), indexFails(2))
    expect(story.status).toMatchObject({ failed: 2, active: 1, failedIndexes: "0" })
  })

  it("is not one that the Job's own limit ends (JC-107, JC-108, SC-19)", () => {
    const story = given(job({ ...pair, backoffLimitPerIndex: 0, backoffLimit: 0 }), podsRun(0, 1)).when(
      at(5, podEnds(0, 1))
    )
    story.decides(
      podFails(0),
      podIsToStop(1),
      jobIsToFail("BackoffLimitExceeded"),
      indexFails(0),
      podCounts(1, "Failed")
    )
    expect(story.status).toMatchObject({ failed: 2, failedIndexes: "0" })
  })

  it("fails at once by a rule FailIndex, and not by one to ignore, which it remembers apart (JC-92, JC-119)", () => {
    const policy = {
      podReplacementPolicy: "Failed",
      podFailurePolicy: {
        rules: [
          { action: "FailIndex", onExitCodes: { operator: "In", values: [3] } },
          { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }
        ]
      }
    } as const
    given(job({ ...pair, ...policy }), podsRun(0, 1))
      .when(at(5, podEnds(0, 3)))
      .decides(podFailsByRule(0, 0), indexFails(0))
    given(job({ ...pair, ...policy }), podsRun(0, 1), at(5, podIsEvicted(0)))
      .when(at(15, timeIsUp("backoff")))
      .decides(indexIsTried(2, 0, 0, 1), podIsLetGo(0))
  })

  it("may fail with a Pod that somebody deleted, as soon as it is asked to end (JC-10, JC-107)", () => {
    const story = given(job({ ...pair, backoffLimitPerIndex: 0 }), podsRun(0, 1)).when(at(5, podIsDeleted(0)))
    story.decides(indexFails(0))
    expect(story.status).toMatchObject({ failed: 1, failedIndexes: "0", terminating: 1 })
  })

  it("is forgotten when it is cut off (JC-88)", () => {
    const story = given(
      job({ ...pair, backoffLimitPerIndex: 0 }),
      podsRun(0, 1),
      at(5, podEnds(1, 1)),
      at(6, changes({ completions: 1, parallelism: 1 }))
    )
    expect(story.status).toMatchObject({ failed: 1, failedIndexes: "" })
  })
})

describe("the Job of failed indexes", () => {
  it("fails when all its indexes are done (JC-58, JC-111, SC-20)", () => {
    const story = given(job({ ...pair, backoffLimitPerIndex: 0 }), podsRun(0, 1), at(5, podEnds(0, 1))).when(
      at(6, podEnds(1, 0))
    )
    story.decides(
      podSucceeds(1),
      jobIsToFail("FailedIndexes"),
      podCounts(1, "Succeeded"),
      jobFails("FailedIndexes")
    )
    expect(story.status).toMatchObject({ succeeded: 1, failed: 1, failedIndexes: "0", completedIndexes: "1" })
  })

  it("fails when more have failed than maxFailedIndexes allows (JC-110, SC-21)", () => {
    const limited = { ...pair, completions: 3, parallelism: 3, backoffLimitPerIndex: 0, maxFailedIndexes: 1 }
    const story = given(job(limited), podsRun(0, 1, 2), at(5, podEnds(0, 1))).when(at(6, podEnds(1, 1)))
    story.decides(
      podFails(1),
      podIsToStop(2),
      jobIsToFail("MaxFailedIndexesExceeded"),
      indexFails(1),
      podCounts(2, "Failed")
    )
    expect(story.status).toMatchObject({ failed: 3, failedIndexes: "0,1" })
  })

  it("shows failedIndexes, if only empty, exactly with a limit per index (JC-22)", () => {
    expect(given(job(pair)).status).toHaveProperty("failedIndexes", "")
    expect(given(job({ ...indexed, completions: 2 })).status).not.toHaveProperty("failedIndexes")
  })
})
