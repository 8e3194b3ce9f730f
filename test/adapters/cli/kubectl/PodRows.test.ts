import { assert, describe, it } from "vitest"
import * as PodRows from "../../../../src/adapters/cli/kubectl/PodRows.ts"
import type { PodObject } from "../../../../src/domain/projection/PodObject.ts"
import {
  at,
  containerEnds,
  containerStarts,
  fact,
  isDeleted,
  job,
  podEnds,
  podIsReady,
  podRuns,
  type Story
} from "../../../domain/Told.ts"
import * as Scene from "./Scene.ts"

const two = {
  restartPolicy: "OnFailure",
  containers: [
    { name: "main", image: "busybox" },
    { name: "side", image: "busybox" }
  ]
}

const first = (...story: ReadonlyArray<Story>): PodObject => {
  const [pod] = Scene.at(60, ...story).pods
  return pod ?? assert.fail("there is no Pod")
}

const shown = (...story: ReadonlyArray<Story>) => {
  const [, ready, status, restarts] = PodRows.row(first(...story), 0, false)
  return [ready, status, restarts]
}

const slot = fact({ _tag: "SlotGranted", ordinal: 0 })

describe("the STATUS of a Pod (LC-90)", () => {
  it("is its phase while it waits for its place", () =>
    assert.deepStrictEqual(shown(job()), ["0/1", "Pending", "0"]))

  it("tells that its container is being created", () =>
    assert.deepStrictEqual(shown(job(), at(1, slot)), ["0/1", "ContainerCreating", "0"]))

  it("is Running, ready or not", () => {
    assert.deepStrictEqual(shown(job(), at(1, podRuns(0))), ["1/1", "Running", "0"])
    assert.deepStrictEqual(shown(job(), at(1, podRuns(0, { ready: false }))), ["0/1", "Running", "0"])
    assert.deepStrictEqual(shown(job(), at(1, podRuns(0)), at(2, podIsReady(0, false))), [
      "0/1",
      "Running",
      "0"
    ])
  })

  it("is how its container ended", () => {
    assert.deepStrictEqual(shown(job(), at(1, podRuns(0)), at(2, podEnds(0, 0))), ["0/1", "Completed", "0"])
    assert.deepStrictEqual(shown(job(), at(1, podRuns(0)), at(2, podEnds(0, 3))), ["0/1", "Error", "0"])
  })

  it("is the exit code where nobody gave a reason", () => {
    const end = { ordinal: 0, container: "main", attempt: 0, exitCode: 7, reason: "", finishedAt: 0 }
    assert.strictEqual(
      shown(job(), at(1, podRuns(0)), at(2, fact({ _tag: "ContainerExited", ...end })))[1],
      "ExitCode:7"
    )
  })

  it("is not Completed while a part runs", () => {
    const half = [job({}, two), at(1, podRuns(0)), at(2, containerEnds(0, "main", 0))]
    assert.deepStrictEqual(shown(...half), ["1/2", "NotReady", "0"])
  })

  it("is the error of another container rather than Completed", () => {
    const story = [
      job({}, { ...two, restartPolicy: "Never" }),
      at(1, podRuns(0)),
      at(2, containerEnds(0, "main", 0)),
      at(3, containerEnds(0, "side", 4))
    ]
    assert.deepStrictEqual(shown(...story), ["0/2", "Error", "0"])
  })

  it("tells that a container waits for its next run, and sums the restarts of all", () => {
    const story = [
      job({}, two),
      at(1, podRuns(0)),
      at(2, containerEnds(0, "side", 1)),
      at(2, containerStarts(0, "side", 1)),
      at(3, containerEnds(0, "side", 1, 1))
    ]
    assert.deepStrictEqual(shown(...story).slice(0, 2), ["1/2", "CrashLoopBackOff"])
    const [, , , restarts] = PodRows.row(first(...story), Scene.at(33, job()).now, false)
    assert.strictEqual(restarts, "1 (30s ago)")
  })

  describe("of a Pod with init containers", () => {
    const init = {
      initContainers: [
        { name: "first", image: "busybox" },
        { name: "beside", image: "busybox", restartPolicy: "Always" }
      ]
    }
    const scheduled = (pod: object = {}) => [job({}, { ...init, ...pod }), ...at(1, slot)]
    const begun = [...scheduled(), ...at(2, containerStarts(0, "first"))]
    const beside = [...begun, ...at(3, containerEnds(0, "first", 0), containerStarts(0, "beside"))]
    const running = [...beside, ...at(4, containerStarts(0, "main"))]

    it("tells how many of them are done", () => {
      assert.deepStrictEqual(shown(...scheduled()), ["0/2", "Init:0/2", "0"])
      assert.deepStrictEqual(shown(...begun), ["0/2", "Init:0/2", "0"])
      assert.deepStrictEqual(shown(...begun, ...at(3, containerEnds(0, "first", 0))), [
        "0/2",
        "Init:1/2",
        "0"
      ])
    })

    it("tells that they are all done, and that a sidecar is ready", () => {
      assert.deepStrictEqual(shown(...beside), ["1/2", "PodInitializing", "0"])
      assert.deepStrictEqual(shown(...running), ["2/2", "Running", "0"])
    })

    it("tells why one of them does not get on, and counts its restarts until the Pod has started", () => {
      assert.deepStrictEqual(shown(...begun, ...at(3, containerEnds(0, "first", 3))), [
        "0/2",
        "Init:Error",
        "0"
      ])
      const again = [
        ...scheduled({ restartPolicy: "OnFailure" }),
        ...at(2, containerStarts(0, "first"), containerEnds(0, "first", 3), containerStarts(0, "first", 1)),
        ...at(3, containerEnds(0, "first", 3, 1))
      ]
      assert.deepStrictEqual(shown(...again).slice(0, 2), ["0/2", "Init:CrashLoopBackOff"])
      assert.match(shown(...again)[2] ?? "", /^1 /)
      const past = [...again, ...at(14, backoffIsOver, containerStarts(0, "first", 2))]
      const done = [...past, ...at(15, containerEnds(0, "first", 0, 2), containerStarts(0, "beside"))]
      assert.deepStrictEqual(shown(...done, ...at(16, containerStarts(0, "main"))), ["2/2", "Running", "0"])
    })

    it("counts the restarts of sidecars, and is what the containers say once they ran", () => {
      const [ready, is, restarts] = shown(
        ...running,
        ...at(5, containerEnds(0, "beside", 1), containerStarts(0, "beside", 1))
      )
      assert.deepStrictEqual([ready, is, restarts?.slice(0, 1)], ["2/2", "Running", "1"])
      const over = [...running, ...at(5, containerEnds(0, "main", 0), containerEnds(0, "beside", 143))]
      assert.deepStrictEqual(shown(...over), ["0/2", "Completed", "0"])
    })

    const run = { ordinal: 0, container: "first", attempt: 2 }
    const backoffIsOver = fact({ _tag: "ContainerBackoffElapsed", ...run })
  })

  it("is Terminating until the Pod is over", () => {
    const asked = [job(), at(1, podRuns(0)), at(2, isDeleted("Foreground"))]
    assert.strictEqual(shown(...asked)[1], "Terminating")
  })

  it("is how it ended, also of a Pod that is being deleted", () => {
    const pod = first(job(), at(1, podRuns(0)), at(2, podEnds(0, 0)))
    const leaving = { ...pod, metadata: { ...pod.metadata, deletionTimestamp: "2026-01-01T00:00:09Z" } }
    assert.strictEqual(PodRows.status(leaving), "Completed")
  })
})
