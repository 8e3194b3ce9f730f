import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import { given, type Outcome } from "../Given.ts"
import {
  backoff,
  containerIsToRestart,
  jobCompletes,
  jobIsToComplete,
  podCounts,
  podFails,
  podIsGone,
  podIsReady as podTurnsReady,
  podIsScheduled,
  podStarts,
  podSucceeds
} from "../Said.ts"
import type { Story } from "../Told.ts"
import {
  at,
  containerEnds,
  containerRestarts,
  containerStarts,
  fact,
  isDeleted,
  job,
  podEnds,
  podIsDeleted,
  podIsEvicted,
  podIsReady,
  podRuns
} from "../Told.ts"

const containers = [
  { name: "main", image: "busybox" },
  { name: "side", image: "busybox" }
]
const phase = (story: Outcome, ordinal = 0) => OrdinalMap.get(story.job.podSet.pods, ordinal)?.phase

const granted = fact({ _tag: "SlotGranted", ordinal: 0 })

describe("a Pod is scheduled", () => {
  it("when it gets a slot, before anything starts (P7)", () => {
    given(job()).when(granted).decides(podIsScheduled(0))
    expect(phase(given(job(), granted))).toBe("Pending")
  })

  it("and not once somebody wants it gone (TR-16)", () => {
    given(job({ podReplacementPolicy: "Failed" }), at(1, podIsDeleted(0)))
      .when(granted)
      .changesNothing()
  })
})

describe("a Pod runs (LC-3)", () => {
  it("as soon as every container has been started", () => {
    given(job({}, { containers }), granted).when(containerStarts(0, "main")).decides()
    given(job({}, { containers }), granted, containerStarts(0, "main"))
      .when(containerStarts(0, "side"))
      .decides(podStarts(0))
  })

  it("and is Ready when all its containers are (LC-17)", () => {
    given(job(), granted)
      .when(podRuns(0, { ready: false }))
      .decides(podStarts(0, false))
    given(job(), podRuns(0, { ready: false }))
      .when(at(3, podIsReady(0, true)))
      .decides(podTurnsReady(0, true))
    given(job(), podRuns(0))
      .when(at(3, podIsReady(0, false)))
      .decides(podTurnsReady(0, false))
  })

  it("and is not Ready once a container has ended", () => {
    given(job({}, { containers }), podRuns(0))
      .when(containerEnds(0, "side", 0))
      .decides(podTurnsReady(0, false))
  })
})

describe("a Pod ends (LC-3)", () => {
  it("well when all its containers ended with 0", () => {
    given(job(), podRuns(0))
      .when(podEnds(0, 0))
      .decides(podSucceeds(0), podCounts(0, "Succeeded"), jobIsToComplete, jobCompletes)
  })

  it.each([1, 137, 143, 255])("badly when one ended with %i (LC-15)", (exitCode) => {
    given(job({}, { containers }), podRuns(0), at(1, containerEnds(0, "side", exitCode)))
      .when(at(2, containerEnds(0, "main", 0)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 2, 12))
  })

  it("only when the last container has ended", () => {
    expect(phase(given(job({}, { containers }), podRuns(0), containerEnds(0, "main", 1)))).toBe("Running")
  })

  it("badly when its container cannot be started, without ever having run (LC-14, LC-67)", () => {
    given(job(), granted)
      .when(at(1, containerEnds(0, "main", 128)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 1, 11))
  })

  it("badly when a container is lost (LC-56, P7)", () => {
    given(job(), podRuns(0))
      .when(at(9, fact({ _tag: "ContainerLost", ordinal: 0, container: "main", attempt: 0 })))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 9, 19))
  })

  it("as a whole when it is evicted, whatever the code (TR-13)", () => {
    given(job({}, { restartPolicy: "OnFailure" }), podRuns(0))
      .when(at(9, podIsEvicted(0)))
      .decides(podFails(0, "Evicted"), podCounts(0, "Failed"), backoff(1, 9, 19))
    given(job({}, { containers }), podRuns(0))
      .when(at(9, podIsEvicted(0, "")))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 9, 19))
  })
})

describe("a container runs again in place", () => {
  const again = (story: Story = []) => given(job({}, { restartPolicy: "OnFailure" }), podRuns(0), story)

  it("under OnFailure when it ended with another code than 0 (LC-2, LC-30)", () => {
    again()
      .when(at(5, podEnds(0, 1)))
      .decides(containerIsToRestart(0, 1, 5), podTurnsReady(0, false))
  })

  it("while the Pod stays Running and not Ready (LC-4, TR-14)", () => {
    const story = again(at(5, podEnds(0, 1)))
    expect(phase(story)).toBe("Running")
    expect(story.status).toMatchObject({ active: 1, ready: 0 })
    expect(story.status).not.toHaveProperty("failed")
    story.when(at(5, containerRestarts(0))).decides(podTurnsReady(0, true))
  })

  it("at once, then after 10 and 20 seconds (LC-31)", () => {
    const second = again([...at(5, podEnds(0, 1), containerRestarts(0)), ...at(6, podEnds(0, 1))])
    expect(second.events.at(-2)).toMatchObject({ _tag: "ContainerRestartDecided", attempt: 2 })
    again(at(5, podEnds(0, 1), containerRestarts(0)))
      .when(at(6, podEnds(0, 1)))
      .decides(containerIsToRestart(0, 2, 16), podTurnsReady(0, false))
    second
      .when(at(16, containerRestarts(0)), at(17, podEnds(0, 1)))
      .decides(podTurnsReady(0, true), containerIsToRestart(0, 3, 37), podTurnsReady(0, false))
  })

  it("and the Pod succeeds with a run that ends well", () => {
    expect(
      again([...at(5, podEnds(0, 1), containerRestarts(0)), ...at(9, podEnds(0, 0))]).conditions
    ).toEqual(["SuccessCriteriaMet", "Complete"])
  })

  it("while its neighbours go on", () => {
    const two = given(
      job({}, { restartPolicy: "OnFailure", containers }),
      podRuns(0),
      at(1, containerEnds(0, "side", 0))
    )
    two.when(at(5, containerEnds(0, "main", 1))).decides(containerIsToRestart(0, 1, 5))
    expect(phase(two)).toBe("Running")
  })

  it("and not once the Pod is asked to terminate (LC-33, TR-15)", () => {
    const failedOnly = { podReplacementPolicy: "Failed" } as const
    given(job(failedOnly, { restartPolicy: "OnFailure" }), podRuns(0), at(4, podIsDeleted(0)))
      .when(at(5, podEnds(0, 1)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 5, 15), podIsGone(0))
  })

  it("and not if the Pod is asked to terminate while it waits (TR-15)", () => {
    const failedOnly = { podReplacementPolicy: "Failed" } as const
    given(
      job(failedOnly, { restartPolicy: "OnFailure" }),
      podRuns(0),
      at(1, podEnds(0, 1), containerRestarts(0)),
      at(2, podEnds(0, 1)),
      at(4, podIsDeleted(0))
    )
      .when(at(5, containerEnds(0, "main", 143, 2)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 5, 15), podIsGone(0))
  })
})

describe("a container that cannot be started runs again in place", () => {
  const failing = [job({}, { restartPolicy: "OnFailure" }), granted, at(1, containerEnds(0, "main", 128))]

  it("as one that failed (LC-31), in a Pod that is Running though nothing runs (LC-4)", () => {
    given(...failing.slice(0, 2))
      .when(at(1, containerEnds(0, "main", 128)))
      .decides(containerIsToRestart(0, 1, 1), podStarts(0, false))
    given(...failing)
      .when(at(2, containerEnds(0, "main", 128, 1)))
      .decides(containerIsToRestart(0, 2, 12))
  })

  it("and each attempt counts as a restart (LC-12, JC-105)", () => {
    const twice = given(...failing, at(2, containerEnds(0, "main", 128, 1)))
    expect(OrdinalMap.get(twice.job.podSet.pods, 0)?.restarts).toBe(1)
  })
})

describe("a Pod somebody wants gone", () => {
  it("ends although one of its containers never began (P7)", () => {
    given(
      job({ podReplacementPolicy: "Failed" }, { containers }),
      granted,
      containerStarts(0, "main"),
      at(1, podIsDeleted(0)),
      at(2, containerEnds(0, "main", 143))
    )
      .when(at(2, containerEnds(0, "side", 143)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 2, 12), podIsGone(0))
  })

  const failedOnly = job({ podReplacementPolicy: "Failed" })

  it("ends by its runtime's report when it has a node (LC-6, P7, TR-15)", () => {
    given(failedOnly, podRuns(0))
      .when(at(3, podIsDeleted(0)))
      .decides()
    given(failedOnly, podRuns(0), at(3, podIsDeleted(0)))
      .when(at(4, podEnds(0, 143)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 4, 14), podIsGone(0))
  })

  it("fails at once without a node, to be counted, and is gone (TR-16)", () => {
    given(failedOnly)
      .when(at(3, podIsDeleted(0)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 3, 13), podIsGone(0))
  })

  it("is gone at once without a node and untracked (TR-16)", () => {
    given(job(), at(2, isDeleted("Orphan")))
      .when(at(3, podIsDeleted(0)))
      .decides(podIsGone(0))
  })

  it("is gone as soon as nobody holds it, without a grace period (LC-50)", () => {
    given(job({}, { terminationGracePeriodSeconds: 0 }), podRuns(0))
      .when(at(3, podIsDeleted(0)))
      .decides(podCounts(0, "Failed"), backoff(1, 3, 13), podIsGone(0))
  })
})
