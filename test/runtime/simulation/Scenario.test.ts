import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as Player from "../../../src/runtime/conformance/Player.ts"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import { scenario } from "./Play.ts"

const errors = (rest: object): ReadonlyArray<string> =>
  Result.match(Scenario.decode(scenario({}, rest)), {
    onFailure: (refusal) => refusal.errors.map(FieldError.render),
    onSuccess: () => []
  })

const paths = (rest: object) => errors(rest).map((text) => text.split(":")[0])

describe("a scenario", () => {
  it("is read with durations in milliseconds", () => {
    const rule = { startAfter: "2s", runFor: "1m", terminationTakes: "500ms" }
    const decoded = Scenario.decode(scenario({}, { pods: [rule, { runFor: "forever" }], until: "2h" }))
    expect(Result.getOrThrow(decoded)).toMatchObject({
      pods: [{ startAfter: 2000, runFor: 60_000, terminationTakes: 500 }, { runFor: "forever" }],
      until: 7_200_000
    })
  })

  it("may be no more than a manifest", () => expect(errors({})).toEqual([]))

  it("has conditions that are True unless said (TR-13)", () => {
    const decoded = Scenario.decode(scenario({}, { pods: [{ conditions: [{ type: "DisruptionTarget" }] }] }))
    expect(Result.getOrThrow(decoded).pods?.[0]?.conditions).toEqual([
      { type: "DisruptionTarget", status: "True" }
    ])
  })

  it.each([
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"],
    ["2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.500Z"],
    ["2026-01-01T02:00:00+02:00", "2026-01-01T00:00:00.000Z"],
    [undefined, "2026-01-01T00:00:00.000Z"]
  ])("starts at %s (TR-1)", (start, instant) => {
    const decoded = Result.getOrThrow(Scenario.decode(scenario({}, start === undefined ? {} : { start })))
    expect(new Date(Scenario.startOf(decoded)).toISOString()).toBe(instant)
  })
})

describe("a scenario is refused with the path and the reason:", () => {
  it("without a manifest", () => {
    const refused = Scenario.decode({ name: "empty" })
    expect(Result.isFailure(refused) && refused.failure.errors.map(FieldError.render)).toEqual([
      "manifest: Required value"
    ])
  })

  it.each([
    [{ pods: [{ runFor: "5 minutes" }] }, "pods[0].runFor"],
    [{ pods: [{}, { startAfter: "soon" }] }, "pods[1].startAfter"],
    [{ pods: [{ exitCode: "1" }] }, "pods[0].exitCode"],
    [{ pods: [{ signal: 0 }] }, "pods[0].signal"],
    [{ pods: [{ signal: 65 }] }, "pods[0].signal"],
    [{ pods: [{ restarts: -1 }] }, "pods[0].restarts"],
    [{ pods: [{ match: { index: "1..3" } }] }, "pods[0].match.index"],
    [{ pods: [{ match: { indexes: 1 } }] }, "pods[0].match.indexes"],
    [{ pods: [{ exitcode: 1 }] }, "pods[0].exitcode"],
    [{ until: "later" }, "until"],
    [{ start: "yesterday" }, "start"],
    [{ podz: [] }, "podz"]
  ])("%j", (rest, path) => {
    expect(paths(rest)).toContain(path)
    expect(errors(rest).every((text) => text.length > `${path}: `.length)).toBe(true)
  })

  it.each([
    [{ commands: [{ at: "1s" }] }],
    [{ commands: [{ at: "1s", patch: {}, delete: {} }] }],
    [{ commands: [{ at: "1s", delete: { propagationPolicy: "Sideways" } }] }],
    [{ commands: [{ at: "1s", explode: true }] }],
    [{ faults: [{ at: "1s", controllerRestarts: false }] }]
  ])("%j", (rest) => {
    expect(paths(rest).join()).toMatch(/^(commands|faults)\[0\]/)
  })

  it("of a duration, with an example", () => {
    expect(errors({ until: "later" })[0]).toContain("a duration such as 1h30m, 2s or 500ms")
  })

  it("all faults at once", () => {
    expect(new Set(paths({ until: "x", pods: [{ exitCode: 0.5 }], nonsense: 1 }))).toEqual(
      new Set(["nonsense", "pods[0].exitCode", "until"])
    )
  })
})

describe("a manifest that is refused", () => {
  const play = (spec: object) =>
    Player.play({ manifest: { apiVersion: "batch/v1", kind: "Job", metadata: { name: "demo" }, spec } })
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "b" }] } }

  it("is named by its path under the scenario", () => {
    const refused = play({ parallelism: -1, template })
    expect(Result.isFailure(refused) && refused.failure).toEqual({
      _tag: "Refused",
      fields: [],
      message: "manifest.spec.parallelism: Invalid value: -1: must be greater than or equal to 0"
    })
  })

  it("only for fields that can mean nothing here names these", () => {
    const refusedHere = { ...template, metadata: { finalizers: ["a/b"] } }
    const refused = play({ template: refusedHere })
    expect(Result.isFailure(refused) && refused.failure.fields).toEqual([
      "manifest.spec.template.metadata.finalizers"
    ])
  })
})
