import { describe, it } from "vitest"
import { given } from "../Given.ts"
import {
  deadline,
  jobIsSuspended,
  jobIsToFail,
  podCounts,
  podIsGone,
  podIsLetGo,
  podIsToStop
} from "../Said.ts"
import { at, changes, isSuspended, job, podIsDeleted, podsRun, timeIsUp } from "../Told.ts"

const pair = { parallelism: 2, completions: 2 }

describe("asking Pods to terminate", () => {
  it("lets go first of Pods that are not to be counted (JC-70, JC-75)", () => {
    given(job(pair), podsRun(0, 1))
      .when(at(5, changes({ parallelism: 1 })))
      .decides(podIsLetGo(0), podIsToStop(0))
  })

  it("keeps tracking Pods that are to be counted (JC-59)", () => {
    given(job({ ...pair, activeDeadlineSeconds: 10 }), podsRun(0, 1))
      .when(at(10, timeIsUp("deadline")))
      .decides(
        podIsToStop(0),
        podIsToStop(1),
        jobIsToFail("DeadlineExceeded"),
        podCounts(0, "Failed"),
        podCounts(1, "Failed")
      )
  })

  it("gives each the grace period of the template (LC-50)", () => {
    given(job(pair, { terminationGracePeriodSeconds: 7 }), podsRun(0, 1))
      .when(at(5, isSuspended))
      .decides(
        podIsLetGo(0),
        podIsLetGo(1),
        podIsToStop(0, "JobController", 7),
        podIsToStop(1, "JobController", 7),
        jobIsSuspended
      )
  })

  it("leaves no object behind without a grace period (LC-50)", () => {
    given(job({ ...pair, activeDeadlineSeconds: 60 }, { terminationGracePeriodSeconds: 0 }), podsRun(0, 1))
      .when(at(5, isSuspended))
      .decides(
        podIsLetGo(0),
        podIsLetGo(1),
        podIsToStop(0, "JobController", 0),
        podIsToStop(1, "JobController", 0),
        podIsGone(0),
        podIsGone(1),
        jobIsSuspended
      )
  })

  it("asks nobody twice (TR-17)", () => {
    given(
      job({ ...pair, podReplacementPolicy: "Failed", activeDeadlineSeconds: 10 }),
      podsRun(0, 1),
      at(5, podIsDeleted(0))
    )
      .when(at(10, timeIsUp("deadline")))
      .decides(
        podIsToStop(1),
        jobIsToFail("DeadlineExceeded"),
        podCounts(0, "Failed"),
        podCounts(1, "Failed")
      )
  })

  it("arms no deadline for a Job that is to fail (JC-130)", () => {
    given(job({ ...pair, activeDeadlineSeconds: 10 }), podsRun(0, 1), at(10, timeIsUp("deadline")))
      .when(at(11, changes({ activeDeadlineSeconds: 20 })))
      .decides()
    given(job(pair), podsRun(0, 1))
      .when(at(11, changes({ activeDeadlineSeconds: 20 })))
      .decides(deadline(20))
  })
})
