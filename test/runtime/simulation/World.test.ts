import { describe, expect, it } from "vitest"
import type * as Intents from "../../../src/domain/projection/Intents.ts"
import * as World from "../../../src/runtime/simulation/World.ts"
import * as Clock from "../../domain/Clock.ts"
import { given } from "../../domain/Given.ts"
import { at, job, podEnds, podRuns } from "../../domain/Told.ts"

const now = Clock.instant(0)
const created = given(job()).job
const start = { _tag: "StartContainer", ordinal: 0, container: "main", attempt: 0 } as const
const wait = {
  _tag: "AwaitContainerBackoff",
  ordinal: 0,
  container: "main",
  attempt: 2,
  due: Clock.instant(9)
} as const

/** A world that has met Pod 0, and what it armed. */
const made = (...rules: Parameters<typeof World.make>[0]) => {
  const armed: Array<readonly [seconds: number, happening: string]> = []
  const world = World.make(rules, (instant, { _tag }) => armed.push([Clock.seconds(instant), _tag]))
  World.meet(world, 0, undefined)
  return {
    world,
    armed,
    perform: (intent: Intents.Intent) => World.perform(world, created, intent)
  }
}

describe("the world", () => {
  it("numbers the attempts of an index (TR-24)", () => {
    const { world } = made()
    for (const [ordinal, index] of [
      [1, 4],
      [2, 5],
      [3, 4]
    ] as const)
      World.meet(world, ordinal, index)
    World.meet(world, 3, 4)
    expect([0, 1, 2, 3].map((ordinal) => World.identity(world, ordinal)?.attempt)).toEqual([0, 0, 0, 1])
    expect(World.identity(world, 4)).toBeUndefined()
  })

  it("does each thing once for each Pod, container and attempt (P7)", () => {
    const { armed, perform } = made()
    const slot = { _tag: "RequestSlot", ordinal: 0 } as const
    const stop = { ...start, _tag: "StopContainer", at: now, killAt: now } as const
    const intents = [slot, start, wait, stop]
    const told = [...intents, ...intents].flatMap(perform)
    expect(told.map(({ _tag }) => _tag)).toEqual(["ContainerStarted"])
    expect(armed).toEqual([
      [1, "PodStarts"],
      [1, "RunEnds"],
      [9, "TimerRings"],
      [1, "TerminationEnds"]
    ])
  })

  it("forgets what it was asked for a Pod that is not in hand any more", () => {
    const { world, armed, perform } = made()
    perform({ _tag: "RequestSlot", ordinal: 0 })
    World.forget(world, 0)
    World.forget(world, 9)
    expect(World.identity(world, 0)).toEqual({ ordinal: 0, index: undefined, attempt: 0 })
    perform({ _tag: "RequestSlot", ordinal: 0 })
    expect(armed).toHaveLength(2)
  })

  it("never starts what never starts, and never ends what runs for ever (TR-11, TR-12)", () => {
    const { armed, perform } = made({ neverStarts: true, runFor: "forever" })
    perform({ _tag: "RequestSlot", ordinal: 0 })
    perform(start)
    expect(armed).toEqual([])
  })

  it.each([
    [{ podReason: "Evicted" }, { reason: "Evicted", conditions: [] }],
    [
      { conditions: [{ type: "DisruptionTarget", status: "True" }] },
      { reason: "", conditions: [{ type: "DisruptionTarget", status: "True" }] }
    ]
  ])("ends a Pod as a whole with reason and conditions in one report: %j (TR-13)", (rule, report) => {
    const { world } = made({ ...rule, exitCode: 3 })
    const running = given(job(), podRuns(0)).job
    const told = World.happen(world, running, { _tag: "RunEnds", ordinal: 0, attempt: 0 }, now)
    expect(told).toEqual([
      {
        _tag: "PodEvicted",
        at: now,
        ordinal: 0,
        ...report,
        exitCode: 3,
        containerReason: "Error",
        finishedAt: now
      }
    ])
  })

  it("knows nothing of a Pod it has not met", () => {
    const { armed, perform } = made()
    expect(perform({ ...start, ordinal: 9 })).toEqual([])
    expect(armed).toEqual([])
  })

  it("says nothing about a Pod that has ended by then", () => {
    const { world } = made()
    const ended = given(job(), podRuns(0), at(1, podEnds(0, 0))).job
    for (const _tag of ["PodStarts", "TerminationEnds"] as const)
      expect(World.happen(world, ended, { _tag, ordinal: 0 }, now)).toEqual([])
    expect(World.happen(world, ended, { _tag: "RunEnds", ordinal: 0, attempt: 0 }, now)).toEqual([])
  })
})
