import { describe, expect, it } from "vitest"
import * as Timers from "../../../src/domain/projection/Timers.ts"
import * as Clock from "../Clock.ts"
import { given, type Outcome } from "../Given.ts"
import { at, changes, isDeleted, job, podEnds, podRuns, timeIsUp } from "../Told.ts"

const due = ({ job: demo }: Outcome) =>
  Object.fromEntries(
    Timers.timers.flatMap((timer) => {
      const instant = Timers.due(demo, timer)
      return instant === undefined ? [] : [[timer, Clock.seconds(instant)]]
    })
  )

describe("the timers of a Job", () => {
  it("come in the order of one instant: TTL, then its own (TR-3)", () => {
    expect(Timers.timers.map((timer) => Timers.factOf(timer, 7))).toEqual([
      { _tag: "TTLExpired", at: 7 },
      { _tag: "BackoffElapsed", at: 7 },
      { _tag: "DeadlineExceeded", at: 7 }
    ])
  })

  it("are due as the decisions that armed them say (P3)", () => {
    const running = job({ activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 9 })
    expect(due(given(running))).toEqual({ deadline: 60 })
    expect(due(given(running, podRuns(0), at(5, podEnds(0, 1))))).toEqual({ deadline: 60, backoff: 15 })
    expect(due(given(running, podRuns(0), at(5, podEnds(0, 0))))).toEqual({ ttl: 14 })
  })

  it("ring once", () => {
    expect(due(given(job(), podRuns(0), at(5, podEnds(0, 1)), at(15, timeIsUp("backoff"))))).toEqual({})
  })

  it("are off while nobody needs them", () => {
    expect(due(given(job()))).toEqual({})
    const waiting = [job({ activeDeadlineSeconds: 60 }), podRuns(0), ...at(5, podEnds(0, 1))]
    expect(due(given(...waiting, at(6, changes({ activeDeadlineSeconds: null }))))).toEqual({ backoff: 15 })
    expect(due(given(...waiting, at(6, isDeleted("Background"))))).toEqual({})
  })
})
