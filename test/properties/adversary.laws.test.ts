import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Admission from "../../src/domain/command/Admission.ts"
import type { Fact } from "../../src/domain/event/Fact.ts"
import * as Decider from "../../src/domain/job/Decider.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import * as ManifestArbitrary from "../../src/testing/ManifestArbitrary.ts"
import * as Played from "./Played.ts"

const ordinal = fc.integer({ min: 0, max: 4 })
const container = fc.constantFrom("main", "main", "sidekick")
const attempt = fc.integer({ min: 0, max: 3 })
const at = fc.constant(0)
const finishedAt = fc.constant(0)

/** Anything a world could say, at any time, whether it makes sense or not. */
const fact: fc.Arbitrary<Fact> = fc.oneof<Array<fc.Arbitrary<Fact>>>(
  fc.record({ _tag: fc.constant("SlotGranted"), at, ordinal }),
  fc.record({ _tag: fc.constant("PodDeletionRequestedByUser"), at, ordinal }),
  fc.record({
    _tag: fc.constant("ContainerStarted"),
    at,
    ordinal,
    container,
    attempt,
    ready: fc.boolean(),
    startedAt: fc.constant(0)
  }),
  fc.record({ _tag: fc.constant("ContainerReady"), at, ordinal, container, attempt, ready: fc.boolean() }),
  fc.record({
    _tag: fc.constant("ContainerExited"),
    at,
    ordinal,
    container,
    attempt,
    exitCode: fc.constantFrom(0, 1, 143),
    reason: fc.constant("Error"),
    finishedAt
  }),
  fc.record({ _tag: fc.constant("ContainerLost"), at, ordinal, container, attempt }),
  fc.record({ _tag: fc.constant("ContainerBackoffElapsed"), at, ordinal, container, attempt }),
  fc.record({ _tag: fc.constantFrom("BackoffElapsed", "DeadlineExceeded", "TTLExpired"), at }),
  fc.record({
    _tag: fc.constant("JobDeletionRequested"),
    at,
    propagationPolicy: fc.constantFrom("Foreground", "Orphan")
  })
)

const told = fc.array(fc.tuple(fact, fc.constantFrom(0, 0, 0, 1000, 10000)), { maxLength: 80 })

const batchesOf = (
  manifest: unknown,
  facts: ReadonlyArray<readonly [Fact, number]>
): ReadonlyArray<Decider.Batch> => {
  const uid = "5f2f0c12-96a6-4dd8-8c2b-000000000000"
  const created = Admission.createJob({ _tag: "CreateJob", at: 0, uid, generatedSuffix: "00000", manifest })
  const batches = [Decider.decide(Job.initialState, Result.getOrThrow(created))]
  for (const [said, later] of facts) {
    const job = batches.at(-1)?.job ?? Job.initialState
    const batch = Decider.decide(job, { ...said, at: job.at + later })
    if (batch.events.length > 0) batches.push(batch)
  }
  return batches
}

describe("a world that says anything at any time", () => {
  it("makes no history that breaks a law", () =>
    fc.assert(
      fc.property(ManifestArbitrary.manifest, told, (manifest, facts) => {
        assert.deepStrictEqual(Played.violations({ batches: batchesOf(manifest, facts) }), [])
      })
    ))

  it("makes no log that is refused", () =>
    fc.assert(
      fc.property(ManifestArbitrary.manifest, told, (manifest, facts) => {
        const lines: Array<string> = []
        let head = LogHead.empty
        for (const { events, job } of batchesOf(manifest, facts)) {
          const records = LogHead.records(head, LogHead.jobStream(job.metadata.uid), lines.length, events)
          head = LogHead.after(head, records)
          lines.push(...records.map(Jsonl.line))
        }
        assert.strictEqual(Verification.verify(lines)._tag, "Verified")
      })
    ))
})
