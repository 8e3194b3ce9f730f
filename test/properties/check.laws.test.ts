import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Admission from "../../src/domain/command/Admission.ts"
import type { Batch } from "../../src/domain/job/Decider.ts"
import * as Check from "../../src/runtime/check/Check.ts"
import * as Summary from "../../src/runtime/check/Summary.ts"
import type { Rule, Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as ManifestArbitrary from "../../src/testing/ManifestArbitrary.ts"
import { share } from "../Laws.ts"
import * as Contradictions from "./Contradictions.ts"
import * as Played from "./Played.ts"

const disruption = { type: "DisruptionTarget", status: "True" }

/** Pods that fail, most of them at once. */
const failing: fc.Arbitrary<Rule> = fc.record(
  {
    match: fc.record({ attempt: fc.constantFrom(0, 1, "0-2", "1-9") }, { requiredKeys: [] }),
    startAfter: fc.constantFrom(0, 0, 0, 1000),
    runFor: fc.constantFrom(0, 0, 0, 999, 60_000),
    exitCode: fc.constantFrom(0, 1, 3, 137, 143),
    restarts: fc.constantFrom(0, 9),
    conditions: fc.constant([disruption]),
    terminationTakes: fc.constantFrom(0, 1000, 30_000)
  },
  { requiredKeys: ["match", "startAfter", "runFor", "terminationTakes"] }
)

const onCodes = (action: string, operator: string, ...values: ReadonlyArray<number>) => ({
  action,
  onExitCodes: { operator, values }
})

/** Rules about what these Pods fail with. */
const rules = fc.subarray([
  onCodes("FailJob", "In", 3, 137),
  onCodes("Count", "NotIn", 1, 143),
  onCodes("Ignore", "In", 1),
  { action: "Ignore", onPodConditions: [disruption] }
])

interface Settings {
  readonly template: { readonly spec: Readonly<Record<string, Schema.Json>> }
}

const withRules = (
  manifest: Scenario["manifest"],
  chosen: ReadonlyArray<Schema.Json>
): Scenario["manifest"] => {
  // The shape of every random manifest.
  const { template, ...spec } = manifest["spec"] as unknown as Settings
  const policy =
    chosen.length === 0
      ? { template }
      : {
          podFailurePolicy: { rules: [...chosen] },
          podReplacementPolicy: "Failed",
          template: { spec: { ...template.spec, restartPolicy: "Never" } }
        }
  return { ...manifest, spec: { ...spec, suspend: false, ...policy } }
}

const deletion = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 }))
  .map(([seconds, ordinal]) => ({ at: seconds * 1000, deletePod: { ordinal } }))

const stories = (deletions: number): fc.Arbitrary<Scenario> =>
  fc
    .record({
      manifest: fc
        .tuple(ManifestArbitrary.manifest, rules)
        .map(([manifest, chosen]) => withRules(manifest, chosen)),
      pods: fc.array(failing, { minLength: 1, maxLength: 3 }),
      commands: fc.array(deletion, { maxLength: deletions })
    })
    .map((story) => ({ ...story, until: 1_200_000 }))

const disturbed = stories(4)
const undisturbed = stories(0)

const never = (from: fc.Arbitrary<Scenario>, of: (batches: ReadonlyArray<Batch>) => ReadonlyArray<string>) =>
  fc.assert(
    fc.property(from, (story) => assert.deepStrictEqual(of(Played.play(story).batches), [])),
    { numRuns: share(1 / 4) }
  )

describe("no history contradicts what is said of its settings", () => {
  it("about retries (JC-99, JC-103, LC-31, JC-129)", () => never(disturbed, Contradictions.ofRetries))
  it("about exit codes (JC-113)", () => never(disturbed, Contradictions.ofExitCodes))
  it("about overlaps (JC-10, JC-81)", () => never(disturbed, Contradictions.ofOverlap))
  it("about the number of Pods (JC-71, JC-104)", () => never(undisturbed, Contradictions.ofPodBounds))
  it("about disruptions (JC-113, JC-120)", () => never(disturbed, Contradictions.ofDisruption))
})

const rate = fc.constantFrom(0, 1 / 10, 1 / 2, 1)

const asked: fc.Arbitrary<Check.Asked> = fc
  .record({
    seed: fc.nat(),
    runMillisMin: fc.integer({ min: 1, max: 5000 }),
    podFailureRate: rate,
    disruptionRate: rate
  })
  .map(({ seed, ...assumptions }) => ({
    runs: 2,
    seed,
    assumptions: { ...assumptions, runMillisMax: assumptions.runMillisMin * 10 }
  }))

const checked = (manifest: Scenario["manifest"], how: Check.Asked): Check.Check => {
  const check = Check.start(Result.getOrThrow(Admission.dryRun(manifest)), how)
  // Failures that are ignored go on for a year: the beginning is enough here.
  for (let slice = 0; slice < 10; slice += 1) if (!Check.advance(check, 200)) break
  return check
}

describe("a check", () => {
  it("breaks no law", () =>
    fc.assert(
      fc.property(ManifestArbitrary.manifest, asked, (manifest, how) =>
        assert.isUndefined(checked(manifest, how).broken)
      )
    ))

  it("is the same for the same seed", () =>
    fc.assert(
      fc.property(ManifestArbitrary.manifest, asked, (manifest, how) =>
        assert.deepStrictEqual(
          Summary.of(checked(manifest, how).outcomes),
          Summary.of(checked(manifest, how).outcomes)
        )
      ),
      { numRuns: share(2) }
    ))
})
