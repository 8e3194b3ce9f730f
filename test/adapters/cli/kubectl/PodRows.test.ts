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
