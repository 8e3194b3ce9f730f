import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import * as ScenarioUid from "../../../src/runtime/simulation/ScenarioUid.ts"
import { scenario } from "./Play.ts"

const uid = (input: unknown) => ScenarioUid.of(Result.getOrThrow(Scenario.decode(input)))

const suspend = { at: "5s", patch: { spec: { suspend: true } } }
const resume = { at: "9s", patch: { spec: { suspend: false } } }

describe("the UID of a simulated Job (P4)", () => {
  it("is a UUID of version 8", () => {
    expect(uid(scenario())).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it("is the same for the same story", () => {
    const { manifest } = scenario({ completions: 2, parallelism: 2 })
    const turned = { ...manifest, spec: Object.fromEntries(Object.entries(manifest.spec).toReversed()) }
    expect(uid({ manifest: turned })).toBe(uid({ manifest }))
    expect(uid(scenario({}, { commands: [resume, suspend] }))).toBe(
      uid(scenario({}, { commands: [suspend, resume] }))
    )
  })

  it("does not depend on name, faults and until", () => {
    const rest = { name: "other", faults: [{ at: "1s", controllerRestarts: true }], until: "1h" }
    expect(uid(scenario({}, rest))).toBe(uid(scenario()))
  })

  it("is another for another story", () => {
    const uids = [
      scenario(),
      scenario({ completions: 2 }),
      scenario({}, { pods: [{ exitCode: 1 }] }),
      scenario({}, { commands: [suspend] }),
      scenario({}, { start: "2026-01-02T00:00:00Z" })
    ].map(uid)
    expect(new Set(uids).size).toBe(uids.length)
  })
})
