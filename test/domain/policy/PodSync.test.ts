import { describe, it } from "vitest"
import { given } from "../Given.ts"
import {
  containerIsToRestart,
  finishedPodsAreGone,
  jobIsSuspended,
  podIsGone,
  podIsLetGo,
  podIsReady,
  podIsScheduled,
  podIsToStop
} from "../Said.ts"
import { at, fact, isSuspended, job, podEnds, podIsDeleted, podRuns, podsEnd, podsRun } from "../Told.ts"

const three = { parallelism: 3, completions: 3 }

describe("the Pods' side of a step", () => {
  it("is said in the order of the Pods, oldest first (TR-30)", () => {
    given(job(three))
      .when(at(2, isSuspended))
      .decides(
        podIsLetGo(0),
        podIsLetGo(1),
        podIsLetGo(2),
        podIsToStop(0),
        podIsToStop(1),
        podIsToStop(2),
        podIsGone(0),
        podIsGone(1),
        podIsGone(2),
        jobIsSuspended
      )
  })

  it("concerns the Pod that the fact is about", () => {
    given(job(three))
      .when(at(2, fact({ _tag: "SlotGranted", ordinal: 1 })))
      .decides(podIsScheduled(1))
  })

  it("tells the rule that matches of a Pod that fails, not of a container that runs again (JC-113, LC-2)", () => {
    const rules = [{ action: "Count", onExitCodes: { operator: "In", values: [3] } }] as const
    const main = { name: "main", image: "busybox", restartPolicy: "OnFailure" }
    given(
      job({ podFailurePolicy: { rules }, podReplacementPolicy: "Failed" }, { containers: [main] }),
      podRuns(0)
    )
      .when(at(5, podEnds(0, 3)))
      .decides(containerIsToRestart(0, 1, 5), podIsReady(0, false))
  })

  it("removes a finished Pod that somebody wants gone (TR-17)", () => {
    const succeeded = [
      job({ parallelism: 3, completions: 9 }),
      ...podsRun(0, 1, 2),
      ...at(5, ...podsEnd(0, 0, 1))
    ]
    given(...succeeded)
      .when(at(6, podIsDeleted(0)))
      .decides(finishedPodsAreGone([0, 0]))
    given(...succeeded, at(6, podIsDeleted(0)))
      .when(at(7, podIsDeleted(1)))
      .decides(finishedPodsAreGone([1, 1]))
  })
})
