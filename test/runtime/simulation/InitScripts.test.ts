/** What a scenario's world does with init containers, sidecars and probes. */
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import type { Event } from "../../../src/domain/event/Event.ts"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import * as Played from "../../properties/Played.ts"

const image = "busybox"
const beside = { name: "beside", image, restartPolicy: "Always" }

const play = (pod: object, rule: object, spec: object = {}): ReadonlyArray<Event> => {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "main", image }], ...pod } }
  const manifest = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "demo" },
    spec: { backoffLimit: 0, ...spec, template }
  }
  return Played.play(Result.getOrThrow(Scenario.decode({ manifest, pods: [rule], until: "5m" }))).events
}

/** Runs that end, in seconds from the start. */
const ends = (events: ReadonlyArray<Event>) => {
  const start = events[0]?.at ?? 0
  return events.flatMap((event) =>
    event._tag === "ContainerExited"
      ? [`${event.container} ${event.exitCode} at ${(event.at - start) / 1000}`]
      : []
  )
}

const hasCompleted = (events: ReadonlyArray<Event>) => events.some(({ _tag }) => _tag === "JobCompleted")

describe("an init container in a scenario", () => {
  const initContainers = [{ name: "first", image }, beside, { name: "last", image }]

  it("of which nothing is said ends with 0 at once, and a sidecar runs until it is asked to end", () => {
    const events = play({ initContainers }, { runFor: "4s" })
    assert.deepStrictEqual(ends(events), ["first 0 at 1", "last 0 at 1", "main 0 at 5", "beside 143 at 5"])
    assert.isTrue(hasCompleted(events))
  })

  it("has the first part that bears its name, or none", () => {
    const init = [
      { name: "first", runFor: "2s" },
      { name: "beside", terminationTakes: "3s" },
      { runFor: "1s", exitCode: 4 }
    ]
    assert.deepStrictEqual(ends(play({ initContainers }, { init })), [
      "first 0 at 3",
      "last 4 at 4",
      "beside 143 at 7"
    ])
  })

  it("fails so many times before its last run, where failed runs are followed by others", () => {
    const init = [{ restarts: 2, runFor: "1s" }]
    const pod = { initContainers: [{ name: "first", image }], restartPolicy: "OnFailure" }
    const events = play(pod, { init }, { backoffLimit: 5 })
    assert.deepStrictEqual(ends(events), ["first 1 at 2", "first 1 at 3", "first 0 at 14", "main 0 at 15"])
    assert.isTrue(hasCompleted(events))
  })
})

describe("a container that is not well in a scenario", () => {
  const livenessProbe = { exec: { command: ["true"] } }
  const looked = { containers: [{ name: "main", image, livenessProbe }] }

  it("is found so by its probe, and ends when it is asked to", () => {
    const rule = { runFor: "forever", unhealthyAfter: "4s", terminationTakes: "2s" }
    assert.deepStrictEqual(ends(play(looked, rule)), ["main 143 at 7"])
  })

  it("runs again in place where its policy says so, and what its first run would have done is no matter", () => {
    const rule = { runFor: "10s", unhealthyAfter: "4s" }
    const events = play({ ...looked, restartPolicy: "OnFailure" }, rule, { backoffLimit: 2 })
    assert.deepStrictEqual(ends(events).slice(0, 2), ["main 143 at 6", "main 143 at 11"])
  })

  it("is not found so where nobody looks", () => {
    const rule = { runFor: "10s", unhealthyAfter: "4s" }
    assert.deepStrictEqual(ends(play({}, rule)), ["main 0 at 11"])
  })

  it("may be a sidecar, which runs again", () => {
    const initContainers = [{ ...beside, livenessProbe }]
    const events = play({ initContainers }, { runFor: "9s", init: [{ unhealthyAfter: "4s" }] })
    assert.deepStrictEqual(ends(events), ["beside 143 at 5", "beside 143 at 9", "main 0 at 10"])
    assert.isTrue(hasCompleted(events))
  })
})
