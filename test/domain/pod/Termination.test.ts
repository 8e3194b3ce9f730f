import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as Termination from "../../../src/domain/pod/Termination.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import { at, containerEnds, containerStarts, fact, job, podIsDeleted, type Story } from "../Told.ts"

const image = "busybox"
const beside = (name: string) => ({ name, image, restartPolicy: "Always" })
const spec = {
  initContainers: [beside("a"), beside("b"), beside("c")],
  containers: [
    { name: "main", image },
    { name: "side", image }
  ]
}

const running = [
  job({ podReplacementPolicy: "Failed" }, spec),
  fact({ _tag: "SlotGranted", ordinal: 0 }),
  ...["a", "b", "c", "main", "side"].map((name) => containerStarts(0, name))
]

/** What is asked to end, and when, in seconds. */
const stops = (...story: ReadonlyArray<Story>) => {
  const { podSet, spec: of } = given(...story).job
  const pod = OrdinalMap.get(podSet.pods, 0)
  if (pod === undefined) return []
  return Termination.of(pod, of.template).map(
    ({ container, at: from, killAt }) =>
      `${container} at ${Clock.seconds(from)}, killed at ${Clock.seconds(killAt)}`
  )
}

describe("a Pod that stops (LC-51, LC-52)", () => {
  it("does not before somebody asked for it", () => expect(stops(...running)).toEqual([]))

  it("ends its containers together; the sidecars wait, at most until the grace is over", () =>
    expect(stops(...running, at(5, podIsDeleted(0)))).toEqual([
      "main at 5, killed at 35",
      "side at 5, killed at 35",
      "c at 35, killed at 35",
      "b at 35, killed at 35",
      "a at 35, killed at 35"
    ]))

  it("ends its sidecars in reverse order, each when the one before is gone", () => {
    const left = [
      ...running,
      at(5, podIsDeleted(0)),
      at(6, containerEnds(0, "main", 143), containerEnds(0, "side", 143))
    ]
    expect(stops(...left)).toEqual(["c at 5, killed at 35", "b at 35, killed at 35", "a at 35, killed at 35"])
    expect(stops(...left, at(8, containerEnds(0, "c", 143)))).toEqual([
      "b at 5, killed at 35",
      "a at 35, killed at 35"
    ])
    expect(stops(...left, at(8, ...["c", "b"].map((name) => containerEnds(0, name, 0))))).toEqual([
      "a at 5, killed at 35"
    ])
  })

  it("has one grace period, from when its kubelet or somebody else ended it first (LC-54)", () => {
    const done = [...running, at(5, containerEnds(0, "main", 0), containerEnds(0, "side", 0))]
    expect(stops(...done)[0]).toBe("c at 5, killed at 35")
    expect(stops(...done, at(9, podIsDeleted(0)))[0]).toBe("c at 5, killed at 35")
  })
})
