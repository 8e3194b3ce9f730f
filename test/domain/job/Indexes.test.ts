import { describe, expect, it } from "vitest"
import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as Indexes from "../../../src/domain/job/Indexes.ts"
import * as Pod from "../../../src/domain/pod/Pod.ts"

const of = (members: ReadonlyArray<number>) => members.reduce(IntervalSet.add, IntervalSet.empty)

const pod = (index: number, fields: Partial<Pod.Pod> = {}): Pod.Pod => ({
  ...Pod.make({ ordinal: 0, index, at: 0, containers: ["main"] }),
  ...fields
})

const pods = (...all: ReadonlyArray<Pod.Pod>) =>
  OrdinalMap.fromEntries(all.map((one, ordinal) => [ordinal, one]))

const spec = (
  completions: number,
  podReplacementPolicy: "Failed" | "TerminatingOrFailed" = "TerminatingOrFailed"
) => ({
  completions,
  podReplacementPolicy
})

const vacant = (indexes: Indexes.Indexes) => IntervalSet.format(indexes.vacant)
const running = { phase: "Running" } as const

describe("the lowest indexes that may get a Pod (JC-81)", () => {
  it.each([
    ["FP-01", 5, 3, [], [], [0, 1, 2]],
    ["FP-02", 2, 5, [], [], [0, 1]],
    ["FP-03", 3, 10, [0, 1], [], [2, 3, 4]],
    ["FP-04", 6, 6, [6], [4, 5], [0, 1, 2, 3]],
    ["FP-05", 5, 20, [3, 5, 8], [2, 3, 4, 9], [0, 1, 6, 7, 10]]
  ])("are neither active nor succeeded: %s", (_, count, completions, active, succeeded, indexes) => {
    const before = { ...Indexes.empty, completed: of(succeeded) }
    const rebuilt = Indexes.rebuilt(
      before,
      pods(...active.map((index) => pod(index, running))),
      spec(completions)
    )
    expect(IntervalSet.lowest(rebuilt.vacant, count)).toEqual(indexes)
  })
})

describe("an index is held", () => {
  const start = Indexes.rebuilt(Indexes.empty, OrdinalMap.empty(), spec(3))
  const moved = (before: Pod.Pod | undefined, after: Pod.Pod | undefined, from = start, rules = spec(3)) =>
    Indexes.moved(from, before, after, rules)
  const taken = moved(undefined, pod(1))

  it("by an active Pod", () => expect(vacant(taken)).toBe("0,2"))

  it("by a succeeded Pod until it is counted", () => {
    const ended = moved(pod(1), pod(1, { phase: "Succeeded" }), taken)
    expect(vacant(ended)).toBe("0,2")
    const counted = moved(
      pod(1, { phase: "Succeeded" }),
      pod(1, { phase: "Succeeded", tracked: false }),
      Indexes.succeeded(ended, 1, 3)
    )
    expect(vacant(counted)).toBe("0,2")
    expect(IntervalSet.format(counted.completed)).toBe("1")
  })

  it("not by a failed Pod", () => {
    expect(vacant(moved(pod(1), pod(1, { phase: "Failed" }), taken))).toBe("0-2")
  })

  it("by a terminating Pod under policy Failed only (JC-78)", () => {
    const terminating = pod(1, { ...running, deletionAt: 0 })
    expect(vacant(moved(pod(1, running), terminating, taken))).toBe("0-2")
    expect(vacant(moved(pod(1, running), terminating, taken, spec(3, "Failed")))).toBe("0,2")
  })

  it("until the last of several Pods has left", () => {
    const twice = moved(undefined, pod(1), taken)
    const once = moved(pod(1), undefined, twice)
    expect(vacant(once)).toBe("0,2")
    expect(vacant(moved(pod(1), undefined, once))).toBe("0-2")
  })

  it("by no Pod without an index", () => {
    const none = Pod.make({ ordinal: 0, index: undefined, at: 0, containers: [] })
    expect(moved(undefined, none)).toBe(start)
  })
})

describe("completed indexes", () => {
  it("are counted once and below completions only (JC-20, JC-143)", () => {
    const start = Indexes.rebuilt(Indexes.empty, OrdinalMap.empty(), spec(3))
    const done = Indexes.succeeded(start, 2, 3)
    expect(IntervalSet.format(done.completed)).toBe("2")
    expect(Indexes.succeeded(done, 2, 3)).toBe(done)
    expect(Indexes.succeeded(done, 3, 3)).toBe(done)
  })

  it.each([
    ["IS-06", [0, 1, 2, 3, 4, 5, 8, 9, 10], 8, "0-5"],
    ["IS-07", [0, 1, 2, 3, 4, 5, 8, 9, 10], 10, "0-5,8,9"]
  ])("beyond completions are forgotten (JC-88, %s)", (_, completed, completions, text) => {
    const before = { ...Indexes.empty, completed: of(completed) }
    expect(IntervalSet.format(Indexes.rebuilt(before, OrdinalMap.empty(), spec(completions)).completed)).toBe(
      text
    )
  })
})

describe("an index that does not wait any more", () => {
  const three = Indexes.vacant(3)
  const held = Indexes.moved(three, undefined, pod(1, running), spec(3))
  const done = Indexes.succeeded(three, 1, 3)

  it("may be given away where nobody holds it and it is open (JC-81, JC-109)", () => {
    expect(vacant(Indexes.released(Indexes.reserved(three, 1), 1, 3))).toBe("0-2")
    expect(vacant(Indexes.released(held, 1, 3))).toBe("0,2")
    expect(vacant(Indexes.released(done, 1, 3))).toBe("0,2")
    expect(vacant(Indexes.released(three, 3, 3))).toBe("0-2")
  })
})
