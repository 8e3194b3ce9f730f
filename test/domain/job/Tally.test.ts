import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as Tally from "../../../src/domain/job/Tally.ts"
import * as Pod from "../../../src/domain/pod/Pod.ts"

const pod = (fields: Partial<Pod.Pod> = {}): Pod.Pod => ({
  ...Pod.make({ ordinal: 0, index: undefined, at: 0, containers: [] }),
  ...fields
})

const of = (...pods: ReadonlyArray<Pod.Pod>): Tally.Tally =>
  pods.reduce((tally, one) => Tally.moved(tally, undefined, one, 3), Tally.empty)

describe("the sums over a Job's Pods", () => {
  it.each<[string, Partial<Pod.Pod>, Partial<Tally.Tally>]>([
    ["Pending", {}, { active: 1, tracked: 1 }],
    ["ready", { phase: "Running", ready: true }, { active: 1, ready: 1, tracked: 1 }],
    [
      "terminating",
      { deletionAt: 0, ready: true },
      { terminating: 1, terminatingTracked: 1, terminatingCountable: 1, tracked: 1 }
    ],
    ["terminating and let go of", { deletionAt: 0, tracked: false }, { terminating: 1 }],
    ["succeeded", { phase: "Succeeded" }, { tracked: 1 }],
    ["failed", { phase: "Failed", deletionAt: 0 }, { uncountedFailed: 1, tracked: 1 }],
    ["counted", { phase: "Failed", tracked: false }, {}],
    ["restarted", { restarts: 4 }, { active: 1, tracked: 1, restarts: 4 }],
    ["restarted and ended", { restarts: 4, phase: "Failed" }, { uncountedFailed: 1, tracked: 1 }],
    ["below completions", { index: 2 }, { active: 1, tracked: 1 }],
    ["beyond completions", { index: 3 }, { active: 1, tracked: 1, beyond: 1 }]
  ])("hold a Pod that is %s (JC-7 to JC-13, JC-87, JC-105)", (_, fields, sums) => {
    expect(of(pod(fields))).toEqual({ ...Tally.empty, ...sums })
  })

  it("lose what a Pod was and gain what it became", () => {
    const before = pod({ phase: "Running", ready: true })
    const after = pod({ phase: "Failed" })
    expect(Tally.moved(of(before, pod()), before, after, 3)).toEqual(of(after, pod()))
    expect(Tally.moved(of(before), before, undefined, 3)).toEqual(Tally.empty)
  })

  it("are the same counted one by one and all at once", () => {
    const pods = [
      pod({ phase: "Running", ready: true, restarts: 2 }),
      pod({ phase: "Failed", index: 1 }),
      pod({ phase: "Failed", index: 2 }),
      pod({ deletionAt: 0 }),
      pod({ index: 7 }),
      pod({ tracked: false })
    ]
    const all = OrdinalMap.fromEntries(pods.map((one, ordinal) => [ordinal, one]))
    expect(Tally.of(all, 3)).toEqual(of(...pods))
  })

  it("are the same where every one of them is", () => {
    expect(Tally.isSame(Tally.empty, { ...Tally.empty })).toBe(true)
    const others = Object.keys(Tally.empty).map((name) => ({ ...Tally.empty, [name]: 1 }))
    expect(others.filter((other) => Tally.isSame(Tally.empty, other))).toEqual([])
  })
})
