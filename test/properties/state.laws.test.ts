import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { same } from "../../src/domain/data/Sameness.ts"
import * as Evolve from "../../src/domain/job/Evolve.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import * as JobState from "../../src/domain/job/JobState.ts"
import type { Rule, Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import { share } from "../Laws.ts"
import * as Played from "./Played.ts"

/** What a store keeps of a state, and what it makes of it. */
const kept = (job: Job): Job => {
  // What `encode` gave, as JSON has it.
  const state = JSON.parse(JSON.stringify(JobState.encode(job))) as JobState.JobState
  return JobState.decode(state)
}

const assertSame = (left: Job, right: Job): void => {
  if (same(left, right)) return
  // Says where they differ.
  assert.deepStrictEqual(left, right)
  assert.fail("they differ in the order of their members")
}

/** Every second index fails now and then, and runs end in any order: many intervals, and many Pods in hand. */
const rule = (index: number): fc.Arbitrary<Rule> =>
  fc.record(
    {
      match: fc.constant({ index, attempt: 0 }),
      runFor: fc.nat({ max: 60 }),
      exitCode: fc.constantFrom(0, 0, 1)
    },
    { requiredKeys: ["match", "runFor"] }
  )

const large: fc.Arbitrary<Scenario> = fc
  .record({
    parallelism: fc.integer({ min: 1, max: 80 }),
    completionMode: fc.constantFrom("Indexed", "NonIndexed"),
    pods: fc.tuple(...Array.from({ length: 150 }, (_, index) => rule(index)))
  })
  .map(({ parallelism, completionMode, pods }) => ({
    manifest: {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "large" },
      spec: {
        completions: pods.length,
        parallelism,
        completionMode,
        backoffLimit: 60,
        template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
      }
    },
    pods
  }))

const everyState = ({ batches }: Played.Played): void => {
  for (const { job } of batches) assertSame(kept(job), job)
}

describe("the state of a Job as a store keeps it", () => {
  it("is the state, after every batch", () =>
    fc.assert(fc.property(ScenarioArbitrary.scenario, (story) => everyState(Played.play(story)))))

  it("is the state of a large Job too", () =>
    fc.assert(
      fc.property(large, (story) => everyState(Played.play(story))),
      { numRuns: share(5) }
    ))

  it("is the state within a batch, and what follows is folded as if nothing had been kept", () =>
    fc.assert(
      fc.property(ScenarioArbitrary.scenario, fc.nat(), (story, cut) => {
        const { events, job } = Played.play(story)
        const at = cut % (events.length + 1)
        const prefix = Evolve.replay(events.slice(0, at))
        assertSame(kept(prefix), prefix)
        assertSame(Evolve.replay(events.slice(at), kept(prefix)), job)
      })
    ))
})
