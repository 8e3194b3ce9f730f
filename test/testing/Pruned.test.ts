import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as History from "../../src/testing/History.ts"
import * as Pruned from "../../src/testing/Pruned.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"

const fails = ({ events }: History.History): boolean => events.some(({ _tag }) => _tag === "JobFailed")

const play = (scenario: Scenario.Scenario) => Result.getOrThrow(History.play(scenario))

describe("a pruned scenario", () => {
  const large = Result.getOrThrow(
    Scenario.decode({
      name: "much of this does not matter",
      manifest: {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: "demo", labels: { tier: "gold" } },
        spec: {
          completions: 3,
          backoffLimit: 0,
          template: {
            spec: {
              restartPolicy: "Never",
              terminationGracePeriodSeconds: 7,
              containers: [
                { name: "main", image: "busybox" },
                { name: "side", image: "busybox" }
              ]
            }
          }
        }
      },
      pods: [{ match: { ordinal: 5 } }, { match: { ordinal: 0 }, exitCode: 3, runFor: "9s" }],
      commands: [{ at: "100s", patch: { spec: { parallelism: 2 } } }]
    })
  )

  it("holds what it takes, and nothing else", () => {
    const { manifest, ...world } = Pruned.pruned(large, fails)
    assert.deepStrictEqual(ScenarioArbitrary.encode({ manifest, ...world }), {
      manifest: {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: "demo" },
        spec: {
          backoffLimit: 0,
          template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
        }
      },
      pods: [{ exitCode: 3 }],
      until: "1200000ms"
    })
  })

  it("is the scenario itself where the claim is not true of it", () =>
    assert.strictEqual(
      Pruned.pruned(large, () => false),
      large
    ))

  it("is never more than the scenario, and the claim holds of it", () =>
    fc.assert(
      fc.property(
        ScenarioArbitrary.scenario.filter((scenario) => fails(play(scenario))),
        (scenario) => {
          const least = Pruned.pruned(scenario, fails)
          assert.isTrue(fails(play(least)))
          assert.isAtMost(play(least).batches.length, play(scenario).batches.length)
        }
      ),
      { numRuns: 3 }
    ))
})
