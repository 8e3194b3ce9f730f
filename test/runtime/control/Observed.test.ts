import { assert, describe, it } from "vitest"
import * as PodSet from "../../../src/domain/job/PodSet.ts"
import type { Observation } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Observed from "../../../src/runtime/control/Observed.ts"
import * as Clock from "../../domain/Clock.ts"
import { given } from "../../domain/Given.ts"
import { at, containerRestarts, fact, job, podEnds, podRuns, type Story } from "../../domain/Told.ts"

const slot = fact({ _tag: "SlotGranted", ordinal: 0 })
const now = Clock.instant(9)
const run = { pod: "uid", container: "main", attempt: 0 }
const told = { at: now, ordinal: 0, container: "main", attempt: 0 }
const started: Observation = { _tag: "Started", ...run, startedAt: Clock.instant(3), ready: true }
const exited = {
  _tag: "Exited",
  ...run,
  exitCode: 1,
  reason: "Error",
  startedAt: Clock.instant(3),
  finishedAt: Clock.instant(4)
} as const
const end = {
  _tag: "ContainerExited",
  ...told,
  exitCode: 1,
  reason: "Error",
  finishedAt: Clock.instant(4)
} as const
const beginning = { _tag: "ContainerStarted", ...told, ready: true, startedAt: Clock.instant(3) } as const

/** What is told of Pod 0 after a story. */
const facts = (seen: Observation, ...story: ReadonlyArray<Story>) => {
  const { podSet, spec } = given(...story).job
  const pod = PodSet.get(podSet, 0)
  assert.isDefined(pod)
  return Observed.facts(pod, seen, now, spec.template.spec)
}

describe("what a runtime observed", () => {
  it("is a start, as it was reported", () => {
    assert.deepStrictEqual(facts(started, job(), slot), [beginning])
    assert.deepStrictEqual(facts({ ...started, ready: false }, job(), slot), [{ ...beginning, ready: false }])
  })

  it("is how a run stands that is known to run (LC-17, LC-42, LC-71)", () => {
    const ready = { _tag: "ContainerReady", ...told, ready: true } as const
    const startup = { _tag: "ContainerStartupSucceeded", ...told } as const
    assert.deepStrictEqual(facts(started, job(), podRuns(0)), [startup, ready])
    assert.deepStrictEqual(facts({ ...started, ready: false, started: false }, job(), podRuns(0)), [
      { ...ready, ready: false }
    ])
    assert.deepStrictEqual(facts({ ...started, unhealthy: "LivenessProbe" }, job(), podRuns(0)).at(-1), {
      _tag: "ContainerUnhealthy",
      ...told,
      cause: "LivenessProbe"
    })
    given(job(), podRuns(0))
      .when(...facts(started, job(), podRuns(0)).map((seen) => fact(seen)))
      .changesNothing()
  })

  it("is no more of a run's start up than the end tells (LC-42)", () => {
    const containers = [{ name: "main", image: "a", startupProbe: { exec: { command: ["true"] } } }]
    assert.deepStrictEqual(facts(exited, job({}, { containers }), slot), [
      { ...beginning, ready: false, started: false },
      end
    ])
  })

  it("is an end, where the start is known", () => {
    assert.deepStrictEqual(facts(exited, job(), podRuns(0)), [end])
  })

  it("is the start and the end, where the end is the first that is heard of a run", () => {
    assert.deepStrictEqual(facts(exited, job(), slot), [beginning, end])
    const again = [job({}, { restartPolicy: "OnFailure" }), podRuns(0), ...at(1, podEnds(0, 1))]
    const second = { ...exited, attempt: 1 }
    assert.deepStrictEqual(
      facts(second, ...again).map(({ _tag }) => _tag),
      ["ContainerStarted", "ContainerExited"]
    )
    assert.deepStrictEqual(
      facts(second, ...again, at(2, containerRestarts(0))).map(({ _tag }) => _tag),
      ["ContainerExited"]
    )
  })

  it("does not say of such a run that it had started up, where something was to come first (LC-42)", () => {
    const exec = { command: ["true"] }
    const main = { name: "main", image: "busybox" }
    for (const first of [{ startupProbe: { exec } }, { lifecycle: { postStart: { exec } } }]) {
      const [start] = facts(exited, job({}, { containers: [{ ...main, ...first }] }), slot)
      assert.deepStrictEqual(start, { ...beginning, ready: false, started: false })
    }
  })

  it("is the end alone of a run that never began (LC-14)", () => {
    assert.deepStrictEqual(facts({ ...exited, startedAt: undefined }, job(), slot), [end])
  })

  it("is a loss (LC-56)", () => {
    const lost: Observation = { _tag: "Lost", ...run, lostAt: Clock.instant(8) }
    assert.deepStrictEqual(facts(lost, job(), podRuns(0)), [{ _tag: "ContainerLost", ...told }])
  })

  it("leads, of a Pod nothing was heard of, to its start and its end", () => {
    const tags = given(job(), slot)
      .when(...facts({ ...exited, exitCode: 0 }, job(), slot).map((seen) => fact(seen)))
      .events.map(({ _tag }) => _tag)
    assert.includeMembers(tags, ["PodStarted", "PodSucceeded", "JobCompleted"])
    assert.isBelow(tags.indexOf("PodStarted"), tags.indexOf("PodSucceeded"))
  })
})
