import { describe, expect, it } from "vitest"
import * as Condition from "../../../src/domain/job/Condition.ts"
import * as Job from "../../../src/domain/job/Job.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import { at, isDeleted, isSuspended, job, podEnds, podIsDeleted, podRuns, podsRun } from "../Told.ts"

const withConditions = (
  ...all: ReadonlyArray<readonly [Condition.ConditionType, "True" | "False"]>
): Job.Job => ({
  ...Job.initialState,
  conditions: all.map(([type, status]) =>
    Condition.make(type, status, Clock.instant(3), { reason: "", message: "" })
  )
})

describe("a Job is finished (JC-14)", () => {
  it.each([
    ["FD-01", [], false],
    ["FD-02", [["Complete", "True"]], true],
    ["FD-03", [["Complete", "False"]], false],
    [
      "FD-05",
      [
        ["Suspended", "False"],
        ["Complete", "True"],
        ["Failed", "False"]
      ],
      true
    ],
    ["FD-06", [["Failed", "True"]], true],
    ["FD-07", [["Failed", "False"]], false],
    [
      "FD-09",
      [
        ["Suspended", "False"],
        ["Complete", "False"],
        ["Failed", "False"]
      ],
      false
    ],
    ["a verdict alone", [["FailureTarget", "True"]], false],
    ["a success alone", [["SuccessCriteriaMet", "True"]], false]
  ] as ReadonlyArray<[string, ReadonlyArray<[Condition.ConditionType, "True" | "False"]>, boolean]>)(
    "by a true Complete or Failed: %s",
    (_, conditions, isFinished) => {
      expect(Job.isFinished(withConditions(...conditions))).toBe(isFinished)
      expect(Job.finishedAt(withConditions(...conditions))).toBe(isFinished ? Clock.instant(3) : undefined)
    }
  )
})

describe("a Job", () => {
  it("exists from its creation to its deletion", () => {
    expect(Job.exists(given().job)).toBe(false)
    expect(Job.exists(given(job()).job)).toBe(true)
    expect(Job.exists(given(job(), podRuns(0), isDeleted("Foreground")).job)).toBe(true)
    expect(Job.exists(given(job(), podRuns(0), isDeleted("Background")).job)).toBe(false)
  })

  it("is over when it has finished or is gone, and has failed or not", () => {
    const running = given(job(), podRuns(0)).job
    const complete = given(job(), podRuns(0), podEnds(0, 0)).job
    const failed = given(job({ backoffLimit: 0 }), podRuns(0), podEnds(0, 1)).job
    const gone = given(job(), podRuns(0), isDeleted("Background")).job
    expect([running, complete, failed, gone].map(Job.isOver)).toEqual([false, true, true, true])
    expect([running, complete, failed, gone].map(Job.hasFailed)).toEqual([false, false, true, false])
  })

  it("has live Pods until the last has ended, those that terminate too (JC-7, JC-8)", () => {
    const story = [job({ parallelism: 2, completions: 2, podReplacementPolicy: "Failed" }), podsRun(0, 1)]
    const terminating = [...story, at(1, isSuspended), podEnds(0, 143)]
    expect(Job.hasLivePods(given(...story).job)).toBe(true)
    expect(Job.hasLivePods(given(...terminating).job)).toBe(true)
    expect(Job.hasLivePods(given(...terminating, podEnds(1, 143)).job)).toBe(false)
    expect(Job.hasLivePods(given(job({ suspend: true })).job)).toBe(false)
  })

  it("is managed until a verdict or a deletion (JC-61, JC-67)", () => {
    expect(Job.isManaged(given(job()).job)).toBe(true)
    expect(Job.isManaged(given(job(), podRuns(0), isDeleted("Foreground")).job)).toBe(false)
    const failing = given(job({ parallelism: 2, backoffLimit: 0 }), podsRun(0, 1), podEnds(0, 1)).job
    expect(Job.isManaged(failing)).toBe(false)
    expect(Job.verdict(failing)?.type).toBe("FailureTarget")
    expect(Job.hasFailureTarget(failing)).toBe(true)
  })

  it("counts succeeded indexes, not Pods, when it is Indexed (JC-20)", () => {
    const indexed = given(job({ completionMode: "Indexed", completions: 2 }), podRuns(0), podEnds(0, 0)).job
    expect(Job.isIndexed(indexed)).toBe(true)
    expect(Job.succeeded(indexed)).toBe(1)
    expect(Job.succeeded(given(job({ completions: 2 }), podRuns(0), podEnds(0, 0)).job)).toBe(1)
  })

  it("knows which of its Pods can be deleted (TR-19)", () => {
    const { job: demo } = given(
      job({ parallelism: 3, completions: 9 }),
      podsRun(0, 1, 2),
      at(1, podEnds(0, 0), podIsDeleted(1))
    )
    expect([0, 1, 2, 3, 4].map((ordinal) => Job.canBeDeleted(demo, ordinal))).toEqual([
      true,
      false,
      true,
      true,
      false
    ])
    const gone = given(job({ completions: 2 }), podRuns(0), at(1, podEnds(0, 0)), at(2, podIsDeleted(0)))
    expect(Job.canBeDeleted(gone.job, 0)).toBe(false)
  })
})
