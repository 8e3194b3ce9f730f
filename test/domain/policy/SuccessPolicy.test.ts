import { describe, expect, it } from "vitest"
import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"
import type { SuccessPolicyRule } from "../../../src/domain/manifest/SuccessPolicySchema.ts"
import { given } from "../Given.ts"
import { podCounts, podFails, podIsGone, podIsLetGo, podIsToStop, podSucceeds } from "../Said.ts"
import { at, changes, job, podEnds, podsEnd, podsRun } from "../Told.ts"

const three = (...rules: ReadonlyArray<SuccessPolicyRule>) =>
  job({ completionMode: "Indexed", completions: 3, parallelism: 3, successPolicy: { rules } })

const met = (rule: number) =>
  ({
    _tag: "SuccessCriteriaMet",
    reason: "SuccessPolicy",
    message: `Matched rules at index ${rule}`
  }) as const

const completes = (rule: number) => ({ ...met(rule), _tag: "JobCompleted" }) as const

describe("a success policy", () => {
  it("is met by all indexes it lists; the other Pods end and are not counted (JC-124, JC-126, SC-11)", () => {
    const story = given(three({ succeededIndexes: "0,2" }), podsRun(0, 1, 2), at(5, podEnds(0, 0))).when(
      at(6, podEnds(2, 0))
    )
    story.decides(podSucceeds(2), podCounts(2, "Succeeded"), podIsToStop(1), met(0), podIsLetGo(1))
    expect(story.status).toMatchObject({ succeeded: 2, completedIndexes: "0,2", terminating: 1 })
    expect(story.status).not.toHaveProperty("failed")
  })

  it("is final when the Pods it stopped have ended, with the same reason and message (JC-128)", () => {
    given(three({ succeededIndexes: "0" }), podsRun(0, 1, 2), at(5, podEnds(0, 0)), at(6, podEnds(1, 143)))
      .when(at(7, podEnds(2, 143)))
      .decides(podFails(2), podIsGone(2), completes(0))
  })

  it("lists the same whatever `completions` become: no change makes it name others (AJ-53)", () => {
    const elastic = three({ succeededIndexes: "0,2" })
    expect(() => given(elastic, changes({ completions: 2, parallelism: 2 }))).toThrow("too large index")
    const { job } = given(elastic, changes({ completions: 5, parallelism: 5 }))
    expect(job.successIndexes.map(IntervalSet.intervals)).toEqual([
      [
        [0, 0],
        [2, 2]
      ]
    ])
  })

  it("is met by some of the listed indexes where that many are asked for (JC-124)", () => {
    const some = [three({ succeededIndexes: "0-2", succeededCount: 2 }), ...podsRun(0, 1, 2)]
    expect(given(...some, at(5, podEnds(2, 0))).conditions).toEqual([])
    expect(given(...some, at(5, podEnds(2, 0)), at(6, podEnds(0, 0))).conditions).toEqual([
      "SuccessCriteriaMet"
    ])
  })

  it("is met by any indexes where none are listed (JC-124)", () =>
    expect(given(three({ succeededCount: 1 }), podsRun(0, 1, 2), at(5, podEnds(1, 0))).conditions).toEqual([
      "SuccessCriteriaMet"
    ]))

  it("is not met while nothing has succeeded, whatever the rule (JC-124)", () =>
    expect(given(three({ succeededCount: 0 }), podsRun(0, 1, 2)).conditions).toEqual([]))

  it("names the first rule that is met (JC-124)", () => {
    const { status } = given(
      three({ succeededIndexes: "2" }, { succeededIndexes: "0" }, { succeededCount: 1 }),
      podsRun(0, 1, 2),
      at(5, podEnds(0, 0))
    )
    expect(status.conditions?.[0]?.message).toBe("Matched rules at index 1")
  })

  it("gives way to a failure of the same step (JC-125, SC-12)", () => {
    const doomed = job({
      completionMode: "Indexed",
      completions: 2,
      parallelism: 2,
      backoffLimitPerIndex: 0,
      successPolicy: { rules: [{ succeededCount: 1 }] }
    })
    expect(given(doomed, podsRun(0, 1), at(5, podEnds(0, 1)), at(6, podEnds(1, 0))).conditions).toEqual([
      "FailureTarget",
      "Failed"
    ])
  })

  it("wins over all completions of one step (JC-128)", () => {
    const { status } = given(three({ succeededCount: 3 }), podsRun(0, 1, 2), at(5, ...podsEnd(0, 0, 1, 2)))
    expect(status.conditions?.map(({ reason }) => reason)).toEqual(["SuccessPolicy", "SuccessPolicy"])
  })
})
