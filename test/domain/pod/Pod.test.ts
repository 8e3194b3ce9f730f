import { describe, expect, it } from "vitest"
import * as Pod from "../../../src/domain/pod/Pod.ts"
import * as Clock from "../Clock.ts"

const pod = (fields: Partial<Pod.Pod> = {}): Pod.Pod => ({
  ...Pod.make({ ordinal: 0, index: undefined, at: Clock.instant(-100), containers: ["main"] }),
  ...fields
})

/** Containers by when they ended, in seconds; one without an end still runs. */
const containers = (...ends: ReadonlyArray<number | undefined>): Pick<Pod.Pod, "containers"> => ({
  containers: ends.flatMap((end, position) =>
    Pod.make({ ordinal: 0, index: undefined, at: 0, containers: [`c${position}`] }).containers.map(
      (container) => ({
        ...container,
        state: end === undefined ? ("Running" as const) : ("Terminated" as const),
        finishedAt: end === undefined ? undefined : Clock.instant(end)
      })
    )
  )
})

const finishTime = (of: Pod.Pod): number => Clock.seconds(Pod.finishTime(of))

describe("a Pod is", () => {
  it("new: Pending, tracked, and created at a whole second (LC-1, TR-2)", () => {
    const made = Pod.make({ ordinal: 2, index: 1, at: Clock.instant(3.7), containers: ["a", "b"] })
    expect(made).toMatchObject({ ordinal: 2, index: 1, phase: "Pending", tracked: true, scheduled: false })
    expect(made.createdAt).toBe(Clock.instant(3))
    expect(made.containers.map(({ name, attempt }) => [name, attempt])).toEqual([
      ["a", -1],
      ["b", -1]
    ])
  })

  it.each([
    ["Pending", undefined, "active"],
    ["Running", undefined, "active"],
    ["Running", 0, "terminating"],
    ["Pending", 0, "terminating"],
    ["Succeeded", undefined, "finished"],
    ["Failed", undefined, "finished"],
    ["Failed", 0, "finished"]
  ] as const)("%s with deletion %s: %s (JC-7, JC-8)", (phase, deletionAt, is) => {
    const one = pod({ phase, deletionAt })
    expect(Pod.isActive(one)).toBe(is === "active")
    expect(Pod.isTerminating(one)).toBe(is === "terminating")
    expect(Pod.isFinished(one)).toBe(is === "finished")
  })
})

describe("the finish time of a Pod (JC-100) is", () => {
  it("the latest end of its containers (FT-01)", () => {
    expect(finishTime(pod(containers(-1, 0, -2)))).toBe(0)
  })

  const sidecars = (...ends: ReadonlyArray<number | undefined>): Pick<Pod.Pod, "initContainers"> => ({
    initContainers: containers(...ends).containers.map((one) => ({ ...one, isSidecar: true }))
  })

  it("that of its sidecars, where they ended later (FT-08)", () => {
    expect(finishTime(pod({ ...containers(-1), ...sidecars(0) }))).toBe(0)
    expect(finishTime(pod({ ...containers(3), ...sidecars(0) }))).toBe(3)
  })

  it("not that of other init containers", () => {
    const { containers: initContainers } = containers(7)
    expect(finishTime(pod({ ...containers(1), initContainers }))).toBe(1)
  })

  it("that of its sidecars alone, where a container has no end; of none that has none (JC-101)", () => {
    expect(finishTime(pod({ ...containers(5, undefined), ...sidecars(1, 2) }))).toBe(2)
    expect(finishTime(pod({ ...containers(5), ...sidecars(1, undefined) }))).toBe(-100)
  })

  it("cut to a whole second (TR-2)", () => {
    expect(finishTime(pod(containers(4.9)))).toBe(4)
  })

  it("when it was asked to terminate, if a container has no end (FT-02, FT-03, FT-04)", () => {
    const deletionAt = Clock.instant(-30)
    expect(finishTime(pod({ ...containers(-1, undefined, -2), deletionAt }))).toBe(-30)
    expect(finishTime(pod({ ...containers(undefined), deletionAt, ready: true, readyChangedAt: 0 }))).toBe(
      -30
    )
  })

  it("when it stopped being ready, before any deletion (FT-05)", () => {
    const readyChangedAt = Clock.instant(0)
    const one = pod({ ...containers(undefined), readyChangedAt, deletionAt: Clock.instant(9) })
    expect(finishTime(one)).toBe(0)
  })

  it("its creation, if nothing else is known (FT-07)", () => {
    expect(finishTime(pod(containers(undefined)))).toBe(-100)
  })
})
