import { describe, expect, it } from "vitest"
import * as Backoff from "../../../src/domain/policy/Backoff.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import {
  backoff,
  podCounts,
  podFails,
  podIsCreated,
  podIsScheduled,
  podStarts,
  podSucceeds
} from "../Said.ts"
import { at, changes, job, podEnds, podRuns, podsEnd, podsRun, timeIsUp } from "../Told.ts"

const last = Clock.instant(0)

describe("the back-off", () => {
  it("waits 10, 20, 40, 80, 160, 320, 600, 600 … seconds after the last failure (JC-99)", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100, 2_000_000].map((count) =>
      Clock.seconds(Backoff.due({ count, lastAt: last }))
    )
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600])
  })

  it.each([
    ["RB-02", 1, 0, 10],
    ["RB-03", 1, -1, 9],
    ["RB-04", 1, -10, 0],
    ["RB-05", 1, -11, -1],
    ["RB-06", 3, 0, 40],
    ["RB-07", 8, 0, 600],
    ["RB-08", 9, 0, 600]
  ])("allows creation exactly when the full time has passed (JC-99, %s)", (_, count, lastAt, due) => {
    const { job: demo } = given(job())
    const failing = { ...demo, failures: { count, lastAt: Clock.instant(lastAt) } }
    expect(Backoff.isOver(failing, Clock.instant(due))).toBe(true)
    expect(Backoff.isOver(failing, Clock.instant(due) - 1)).toBe(false)
  })
})

it("without a failure is always over (RB-01)", () => {
  expect(Backoff.isOver(given(job()).job, 0)).toBe(true)
})

describe("the record of failures", () => {
  const none = { count: 0, lastAt: 0 }

  it.each([
    ["BR-01", none, [], [0], { count: 1, lastAt: 0 }],
    ["BR-02", none, [], [0, -1], { count: 2, lastAt: 0 }],
    ["BR-03", none, [0], [-2, -1], none],
    ["BR-04", none, [-2], [0, -4, -3, -1], { count: 2, lastAt: 0 }],
    ["BR-05", { count: 2, lastAt: -9 }, [], [0], { count: 3, lastAt: 0 }],
    ["BR-06", none, [0], [0], none],
    ["BR-07", none, [], [], none],
    ["BR-08", none, [0], [], none]
  ])(
    "adds failures up and starts afresh with a success (JC-95, JC-96, %s)",
    (_, before, succeededAt, failedAt, after) => {
      expect(Backoff.record(before, succeededAt, failedAt)).toEqual(after)
    }
  )
})

describe("a Job whose Pods fail", () => {
  it("creates the replacement when the wait is over (JC-79, JC-99)", () => {
    given(job(), podRuns(0))
      .when(at(5, podEnds(0, 1)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 5, 15))
    given(job(), podRuns(0), at(5, podEnds(0, 1)))
      .when(at(15, timeIsUp("backoff")))
      .decides(podIsCreated(1))
  })

  it("waits twice as long after each failure (SC-45)", () => {
    given(job(), podRuns(0), at(5, podEnds(0, 1)), at(15, timeIsUp("backoff"), podRuns(1)))
      .when(at(20, podEnds(1, 1)))
      .decides(podFails(1), podCounts(1, "Failed"), backoff(2, 20, 40))
  })

  it("counts from the time the runtime reports, cut to a second (JC-100, TR-2)", () => {
    given(job(), podRuns(0))
      .when(at(7, podEnds(0, 1, { finishedAt: 5.9 })))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 5, 15))
  })

  it("adds parallel failures up (JC-102)", () => {
    given(job({ parallelism: 3, completions: 3 }), podsRun(0, 1, 2))
      .when(at(5, ...podsEnd(1, 0, 1, 2)))
      .decides(
        podFails(0),
        podCounts(0, "Failed"),
        backoff(1, 5, 15),
        podFails(1),
        podCounts(1, "Failed"),
        backoff(2, 5, 25),
        podFails(2),
        podCounts(2, "Failed"),
        backoff(3, 5, 45)
      )
  })

  it("starts afresh after a success (JC-96)", () => {
    given(job({ parallelism: 3, completions: 3 }), podsRun(0, 1, 2), at(5, podEnds(0, 1)))
      .when(at(6, podEnds(1, 0)), at(7, podEnds(2, 1)))
      .decides(
        podSucceeds(1),
        podCounts(1, "Succeeded"),
        podIsCreated(3),
        podFails(2),
        podCounts(2, "Failed"),
        backoff(1, 7, 17)
      )
  })

  it("holds back every creation, also of Pods that replace nothing (JC-79)", () => {
    const waiting = given(job({ parallelism: 1, completions: 4 }), podRuns(0), at(5, podEnds(0, 1)))
    waiting.when(at(6, changes({ parallelism: 3 }))).decides()
  })

  it("leaves running Pods alone (JC-102)", () => {
    const story = given(job({ parallelism: 2, completions: 2 }), podsRun(0, 1), at(5, podEnds(0, 1)))
    expect(story.status.active).toBe(1)
  })

  it("looks at the time of whatever fact it is told (P3)", () => {
    given(job({ parallelism: 2, completions: 2 }), podRuns(0), at(5, podEnds(0, 1)))
      .when(at(15, podRuns(1)))
      .decides(podIsScheduled(1), podIsCreated(2), podStarts(1))
  })

  it("is told the time in vain before it is due, and twice (P3)", () => {
    const waiting = [job(), podRuns(0), at(5, podEnds(0, 1))]
    given(...waiting)
      .when(at(14.999, timeIsUp("backoff")))
      .changesNothing()
    given(...waiting, at(15, timeIsUp("backoff")))
      .when(at(15, timeIsUp("backoff")))
      .changesNothing()
  })
})
