import { describe, expect, it } from "vitest"
import * as Pod from "../../../src/domain/pod/Pod.ts"
import type * as Runs from "../../../src/domain/pod/Runs.ts"
import * as Intents from "../../../src/domain/projection/Intents.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import type { Story } from "../Told.ts"
import {
  at,
  containerEnds,
  containerRestarts,
  fact,
  isDeleted,
  job,
  podEnds,
  podIsDeleted,
  podRuns
} from "../Told.ts"

const after = (...story: ReadonlyArray<Story>) => Intents.of(given(...story).job)

const onFailure = { restartPolicy: "OnFailure" }
const containers = [
  { name: "main", image: "busybox" },
  { name: "side", image: "busybox" }
]

describe("what is to be seen to (P7)", () => {
  it("is a slot for each new Pod, oldest first", () => {
    expect(after(job({ parallelism: 2, completions: 2 }))).toEqual([
      { _tag: "RequestSlot", ordinal: 0 },
      { _tag: "RequestSlot", ordinal: 1 }
    ])
  })

  it("is the first run of every container once the Pod is scheduled", () => {
    expect(after(job({}, { containers }), fact({ _tag: "SlotGranted", ordinal: 0 }))).toEqual([
      { _tag: "StartContainer", ordinal: 0, container: "main", attempt: 0 },
      { _tag: "StartContainer", ordinal: 0, container: "side", attempt: 0 }
    ])
  })

  it("is nothing while the Pod runs", () => {
    expect(after(job(), podRuns(0))).toEqual([])
  })

  it("is the next run at once after a first failure (LC-31)", () => {
    expect(after(job({}, onFailure), podRuns(0), at(5, podEnds(0, 1)))).toEqual([
      { _tag: "StartContainer", ordinal: 0, container: "main", attempt: 1 }
    ])
  })

  it("is a wait, then the next run, after the second (LC-31)", () => {
    const waiting = [
      job({}, onFailure),
      podRuns(0),
      ...at(5, podEnds(0, 1), containerRestarts(0)),
      ...at(6, podEnds(0, 1))
    ]
    const run = { ordinal: 0, container: "main", attempt: 2 }
    expect(after(...waiting)).toEqual([{ _tag: "AwaitContainerBackoff", ...run, due: Clock.instant(16) }])
    expect(after(...waiting, at(16, fact({ _tag: "ContainerBackoffElapsed", ...run })))).toEqual([
      { _tag: "StartContainer", ...run }
    ])
  })

  const stops = (run: Runs.Run, killAt = 35, from = 5) => ({
    _tag: "StopContainer",
    ordinal: 0,
    ...run,
    at: Clock.instant(from),
    killAt: Clock.instant(killAt)
  })
  const main = (attempt: number): Runs.Run => ({ container: "main", attempt })
  const side = (attempt: number): Runs.Run => ({ container: "side", attempt })

  it("is the end of a Pod that was asked to terminate, and when it was asked", () => {
    expect(after(job({ podReplacementPolicy: "Failed" }), podRuns(0), at(5, podIsDeleted(0)))).toEqual([
      stops(main(0))
    ])
    expect(after(job(), podRuns(0), at(5, isDeleted("Background")))).toEqual([stops(main(0))])
  })

  it("is the end even of a Pod whose containers have not all started", () => {
    const scheduled = fact({ _tag: "SlotGranted", ordinal: 0 })
    expect(after(job({ podReplacementPolicy: "Failed" }), scheduled, at(5, podIsDeleted(0)))).toEqual([
      stops(main(0))
    ])
  })

  it("is the end of runs that have not ended: the next of a container between two", () => {
    const restarted = [
      job({}, { ...onFailure, containers }),
      podRuns(0),
      ...at(2, containerEnds(0, "main", 1))
    ]
    expect(after(...restarted, at(5, isDeleted("Background")))).toEqual([stops(main(1)), stops(side(0))])
    const half = [job({}, { containers }), podRuns(0), ...at(2, containerEnds(0, "main", 0))]
    expect(after(...half, at(5, isDeleted("Background")))).toEqual([stops(side(0))])
  })

  it.each([
    [7, 12],
    [0, 5],
    [-3, 6]
  ])(
    "is the kill when a grace of %d seconds is over, a negative one counting as 1 (LC-50)",
    (seconds, dead) => {
      const { spec } = given(job({}, { terminationGracePeriodSeconds: seconds })).job
      const pod = Pod.make({ ordinal: 0, index: undefined, at: 0, containers: ["main"] })
      const leaving = { ...pod, scheduled: true, deletionAt: Clock.instant(5) }
      expect(Intents.ofPod(leaving, spec.template)).toEqual([stops(main(0), dead)])
    }
  )

  it("is no second slot for a Pod that has one, and none for a Pod on its way out", () => {
    const pod = Pod.make({ ordinal: 0, index: undefined, at: 0, containers: ["main"] })
    const { template } = given(job()).job.spec
    expect(Intents.ofPod(pod, template)).toEqual([{ _tag: "RequestSlot", ordinal: 0 }])
    expect(Intents.ofPod({ ...pod, slot: true }, template)).toEqual([])
    expect(Intents.ofPod({ ...pod, deletionAt: 0 }, template)).toEqual([])
  })

  it("is nothing of what has ended", () => {
    expect(after(job({}, { containers }), podRuns(0), containerEnds(0, "main", 0))).toEqual([])
    expect(after(job(), podRuns(0), at(5, podEnds(0, 1)))).toEqual([])
  })
})
