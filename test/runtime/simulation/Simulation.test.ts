import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Job from "../../../src/domain/job/Job.ts"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../../src/runtime/simulation/Simulation.ts"
import { answer, conditions, lives, scenario, seconds } from "./Play.ts"

const forever = { runFor: "forever" }
const onFailure = { restartPolicy: "OnFailure" }
const suspendAt = (at: string) => ({ at, patch: { spec: { suspend: true } } })
const twoContainers = {
  containers: [
    { name: "main", image: "busybox" },
    { name: "side", image: "busybox" }
  ]
}

describe("a Pod", () => {
  it("starts after 1 s, runs for 1 s and ends well, unless told otherwise (TR-10, TR-18)", () => {
    expect(lives(scenario())).toEqual(["#0 created 0, started 1, finished 2, Succeeded 0"])
  })

  it("does as the first rule says that matches (TR-10)", () => {
    const pods = [
      { match: { index: "1-2" }, runFor: "5s" },
      { match: { index: 2 }, exitCode: 9 },
      { startAfter: "3s" }
    ]
    const indexed = { completionMode: "Indexed", completions: 4, parallelism: 4 } as const
    expect(lives(scenario(indexed, { pods }))).toEqual([
      "0-#0 created 0, started 3, finished 4, Succeeded 0",
      "1-#1 created 0, started 1, finished 6, Succeeded 0",
      "2-#2 created 0, started 1, finished 6, Succeeded 0",
      "3-#3 created 0, started 3, finished 4, Succeeded 0"
    ])
  })

  it("may never start (TR-11)", () => {
    expect(lives(scenario({}, { pods: [{ neverStarts: true }] }))).toEqual(["#0 created 0, Pending"])
  })

  it("is ready as soon as it runs, unless told otherwise (TR-11)", () => {
    const ready = (pods: object) =>
      answer(scenario({}, pods)).statusHistory.map(({ at, status }) => [seconds(at), status.ready])
    expect(ready({})).toEqual([
      [0, 0],
      [1, 1],
      [2, 0],
      [2, 0]
    ])
    expect(ready({ pods: [{ ready: false }] })).toEqual([
      [0, 0],
      [2, 0],
      [2, 0]
    ])
  })

  it("ends with the code of its first container (TR-12)", () => {
    const code = (rule: object) =>
      answer(scenario({ backoffLimit: 0 }, { pods: [rule] }, twoContainers)).pods[0]
    expect(code({ exitCode: 3 })).toMatchObject({ phase: "Failed", exitCode: 3 })
    expect(code({ signal: 9 })).toMatchObject({ phase: "Failed", exitCode: 137 })
    expect(code({})).toMatchObject({ phase: "Succeeded", exitCode: 0 })
  })

  it("fails as a whole where a reason is given, whatever the code, even under OnFailure (TR-13)", () => {
    const once = [{ match: { attempt: 0 }, podReason: "Evicted" }]
    expect(lives(scenario({}, { pods: once }, onFailure))).toEqual([
      "#0 created 0, started 1, finished 2, Failed 0",
      "#1 created 12, started 13, finished 14, Succeeded 0"
    ])
  })
})

describe("a Pod under OnFailure (TR-14)", () => {
  it("runs again in place after 0 and 10 seconds, then ends by its rule", () => {
    expect(lives(scenario({}, { pods: [{ restarts: 2 }] }, onFailure))).toEqual([
      "#0 created 0, started 1, finished 14, restarts 2, Succeeded 0"
    ])
  })

  it("runs again until the limit is reached, if its rule fails too", () => {
    const failing = scenario({ backoffLimit: 3 }, { pods: [{ exitCode: 4 }] }, onFailure)
    expect(lives(failing)).toEqual([
      "#0 created 0, started 1, finished 35, asked to go 34, gone 35, restarts 3, Failed 4"
    ])
    expect(conditions(failing)).toEqual(["FailureTarget 34", "Failed 35"])
  })

  it("is Running and not Ready while it waits", () => {
    const { statusHistory } = answer(scenario({}, { pods: [{ restarts: 2 }], until: "5s" }, onFailure))
    expect(statusHistory.at(-1)).toMatchObject({
      at: "2026-01-01T00:00:03Z",
      status: { active: 1, ready: 0 }
    })
  })

  it("keeps its other containers going meanwhile (TR-12)", () => {
    expect(lives(scenario({}, { pods: [{ restarts: 1 }] }, { ...onFailure, ...twoContainers }))).toEqual([
      "#0 created 0, started 1, finished 3, restarts 1, Succeeded 0"
    ])
  })

  it("ignores restarts under Never", () => {
    expect(lives(scenario({}, { pods: [{ restarts: 2 }] }))).toEqual([
      "#0 created 0, started 1, finished 2, Succeeded 0"
    ])
  })
})

describe("a running Pod that is asked to terminate (TR-15)", () => {
  const stopped = (rule: object) => lives(scenario({}, { pods: [rule], commands: [suspendAt("5s")] }))

  it.each([
    [forever, "finished 6, asked to go 5, gone 6, Failed 143"],
    [{ ...forever, terminationTakes: "3s" }, "finished 8, asked to go 5, gone 8, Failed 143"],
    [{ ...forever, exitCode: 7 }, "finished 6, asked to go 5, gone 6, Failed 7"],
    [{ ...forever, exitCode: 0 }, "finished 6, asked to go 5, gone 6, Succeeded 0"],
    [{ ...forever, signal: 9 }, "finished 6, asked to go 5, gone 6, Failed 137"],
    [{ runFor: "6s", terminationTakes: "3s" }, "finished 7, asked to go 5, gone 7, Succeeded 0"],
    [{ runFor: "7s", exitCode: 3, terminationTakes: "3s" }, "finished 8, asked to go 5, gone 8, Failed 3"],
    [{ ...forever, terminationTakes: "90s" }, "finished 95, asked to go 5, gone 95, Failed 143"]
  ])("ends when that is over, or before by its own run: %j", (rule, end) => {
    expect(stopped(rule)).toEqual([`#0 created 0, started 1, ${end}`])
  })

  it("does not run again in place", () => {
    const pods = [{ runFor: "6s", restarts: 5, terminationTakes: "9s" }]
    expect(lives(scenario({}, { pods, commands: [suspendAt("5s")] }, onFailure))[0]).toContain("finished 7")
  })
})

describe("deletePod", () => {
  const deletePod = (at: string, match: object = {}) => ({ at, deletePod: match })

  it("ends a Pending Pod at once, failed and without code (TR-16)", () => {
    expect(lives(scenario({}, { commands: [deletePod("500ms")] }))).toEqual([
      "#0 created 0, asked to go 0.5, gone 0.5, Failed",
      "#1 created 10, started 11, finished 12, Succeeded 0"
    ])
  })

  it("removes a finished Pod, once (TR-17, TR-26)", () => {
    const twice = scenario({}, { commands: [deletePod("5s"), deletePod("6s")] })
    expect(lives(twice)).toEqual(["#0 created 0, started 1, finished 2, asked to go 5, gone 5, Succeeded 0"])
    expect(answer(twice).rejected).toEqual([
      { at: "2026-01-01T00:00:06Z", command: 1, errors: ["no such Pod"] }
    ])
  })

  it("picks the last created that matches and exists (TR-19)", () => {
    const three = { parallelism: 3, completions: 3, podReplacementPolicy: "Failed" } as const
    const asked = (...commands: ReadonlyArray<object>) =>
      answer(scenario(three, { pods: [forever], commands, until: "9s" })).pods.flatMap((pod) =>
        pod.deletionRequestedAt === null ? [] : [pod.ordinal]
      )
    expect(asked(deletePod("5s"))).toEqual([2])
    expect(asked(deletePod("5s"), deletePod("5s"))).toEqual([1, 2])
    expect(asked(deletePod("5s", { ordinal: "0-1" }))).toEqual([1])
    expect(asked(deletePod("5s", { index: 0 }))).toEqual([])
  })
})

describe("a Job that is deleted (TR-20)", () => {
  const deleted = (propagationPolicy?: string) =>
    scenario(
      { parallelism: 2, completions: 9, backoffLimit: 0 },
      {
        pods: [{ match: { ordinal: 0 }, runFor: "1s" }, forever],
        commands: [{ at: "5s", delete: propagationPolicy === undefined ? {} : { propagationPolicy } }]
      }
    )
  const stopped = [
    "#0 created 0, started 1, finished 2, asked to go 5, gone 5, Succeeded 0",
    "#1 created 0, started 1, finished 6, asked to go 5, gone 6, Failed 143",
    "#2 created 2, started 3, finished 6, asked to go 5, gone 6, Failed 143"
  ]

  it("in the background goes at once, then its Pods", () => {
    expect(lives(deleted("Background"))).toEqual(stopped)
    expect(answer(deleted("Background")).deletedAt).toBe("2026-01-01T00:00:05Z")
  })

  it("in the foreground goes when the last Pod is gone", () => {
    expect(lives(deleted("Foreground"))).toEqual(stopped)
    expect(answer(deleted("Foreground"))).toMatchObject({
      deletedAt: "2026-01-01T00:00:06Z",
      status: { succeeded: 1, terminating: 0 }
    })
  })

  it.each([["Orphan"], [undefined]])("with orphans goes at once and leaves the Pods alone: %s", (policy) => {
    expect(lives(deleted(policy))).toEqual([
      "#0 created 0, started 1, finished 2, Succeeded 0",
      "#1 created 0, started 1, Running",
      "#2 created 2, started 3, Running"
    ])
    expect(answer(deleted(policy)).deletedAt).toBe("2026-01-01T00:00:05Z")
  })
})

describe("a Job with a TTL (TR-21)", () => {
  it("is gone so many seconds after it finished, with its Pods", () => {
    const expiring = scenario({ ttlSecondsAfterFinished: 30 })
    expect(answer(expiring)).toMatchObject({
      finishedAt: "2026-01-01T00:00:02Z",
      deletedAt: "2026-01-01T00:00:32Z",
      status: { succeeded: 1 }
    })
    expect(lives(expiring)).toEqual([
      "#0 created 0, started 1, finished 2, asked to go 32, gone 32, Succeeded 0"
    ])
  })

  it("is gone at once if that time is over when the field is set", () => {
    const commands = [{ at: "60s", patch: { spec: { ttlSecondsAfterFinished: 30 } } }]
    expect(answer(scenario({}, { commands })).deletedAt).toBe("2026-01-01T00:01:00Z")
  })
})

describe("a play", () => {
  it("ends by itself when nothing more can happen (TR-5)", () => {
    expect(answer(scenario({}, { pods: [forever] })).status).toMatchObject({ active: 1 })
  })

  it.each([
    ["2s", "Succeeded"],
    ["1999ms", "Running"],
    ["1s", "Running"],
    ["999ms", "Pending"],
    ["0s", "Pending"]
  ])("ends after what happens at until: %s (TR-5)", (until, phase) => {
    expect(answer(scenario({}, { until })).pods[0]?.phase).toBe(phase)
  })

  it("computes with whole seconds as the API stores them (TR-2)", () => {
    const late = scenario(
      { activeDeadlineSeconds: 3 },
      { start: "2026-01-01T00:00:00.900Z", pods: [forever] }
    )
    expect(conditions(late)).toEqual(["FailureTarget 3", "Failed 4"])
    expect(answer(late).pods[0]).toMatchObject({
      createdAt: "2026-01-01T00:00:00Z",
      startedAt: "2026-01-01T00:00:01Z",
      deletionRequestedAt: "2026-01-01T00:00:03Z"
    })
  })

  it("makes a name of generateName (TR-6)", () => {
    const { manifest } = scenario()
    const generated = { manifest: { ...manifest, metadata: { generateName: "demo-" } } }
    expect(answer(generated).pods[0]?.name).toBe("demo-00000-#0")
  })

  it("names Pods by ordinal or as they are (TR-28)", () => {
    const play = Result.getOrThrow(Scenario.decode(scenario()))
    const named = Result.getOrThrow(Simulation.answer(play, "generated"))
    expect(named.pods[0]?.name).toMatch(/^demo-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    expect(named.events[0]?.message).toBe(`Created pod: ${named.pods[0]?.name}`)
  })

  it("has the same answer twice (TR-1)", () => {
    const story = scenario(
      { parallelism: 3, completions: 9 },
      { pods: [{ match: { ordinal: "0-4" }, exitCode: 1 }] }
    )
    expect(JSON.stringify(answer(story))).toBe(JSON.stringify(answer(story)))
  })
})

describe("a play without an end", () => {
  const story = Result.getOrThrow(Scenario.decode({ manifest: {}, start: "2026-01-01T00:00:00Z" }))
  const after = (years: number, resourceVersion: number): Job.Job => ({
    ...Job.initialState,
    at: Date.parse("2026-01-01T00:00:00Z") + years * 366 * 86_400_000,
    resourceVersion
  })

  it("is one that takes many years and many events, and has no until (TR-5)", () => {
    expect(Simulation.isEndless(story, after(11, 2_000_000))).toBe(true)
    expect(Simulation.isEndless(story, after(1, 2_000_000))).toBe(false)
    expect(Simulation.isEndless(story, after(80, 40))).toBe(false)
    expect(Simulation.isEndless({ ...story, until: 1 }, after(11, 2_000_000))).toBe(false)
  })
})
