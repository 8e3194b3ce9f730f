import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Admission from "../../src/domain/command/Admission.ts"
import type { Batch } from "../../src/domain/job/Decider.ts"
import * as Check from "../../src/runtime/check/Check.ts"
import * as Summary from "../../src/runtime/check/Summary.ts"
import type { Command, Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as ManifestArbitrary from "../../src/testing/ManifestArbitrary.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import { share } from "../Laws.ts"
import * as Contradictions from "./Contradictions.ts"
import * as Played from "./Played.ts"

/** Settings are what they are: of users' commands, those about Pods alone are left. */
const withSettings = (holds: (command: Command) => boolean): fc.Arbitrary<Scenario> =>
  ScenarioArbitrary.withoutFaults.map(({ commands = [], ...story }) => ({
    ...story,
    until: story.until ?? 1_200_000,
    commands: commands.filter(holds)
  }))

const disturbed = withSettings((command) => "deletePod" in command)
const undisturbed = withSettings(() => false)

const never = (
  stories: fc.Arbitrary<Scenario>,
  of: (batches: ReadonlyArray<Batch>) => ReadonlyArray<string>
) =>
  fc.assert(
    fc.property(stories, (story) => assert.deepStrictEqual(of(Played.play(story).batches), [])),
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
