/**
 * Random Jobs, valid ones, with the values that hurt: zeros, ones, and bounds that are reached.
 */
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"

/** A Job's parallelism, completions and the like: small, so that a story is short, and often 0 or 1. */
export const few: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 14 }) }
)

/** Seconds of a deadline or a TTL: those within which things happen. */
export const someSeconds: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(20, 30, 60, 100, 400) }
)

/** How many failures a Job survives; the default is 6. */
export const someFailures: fc.Arbitrary<number> = fc.integer({ min: 0, max: 5 })

export const podReplacementPolicy: fc.Arbitrary<string> = fc.constantFrom("Failed", "TerminatingOrFailed")

/** Fixed completion count, work queue, Indexed, and what defaulting makes of nothing (JC-162). */
const counts: fc.Arbitrary<Record<string, Schema.Json>> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ parallelism: few }) },
  {
    weight: 4,
    arbitrary: fc.record({ parallelism: few, completions: few }, { requiredKeys: ["completions"] })
  },
  {
    weight: 5,
    arbitrary: fc.record(
      { parallelism: few, completions: few, completionMode: fc.constant("Indexed") },
      { requiredKeys: ["completions", "completionMode"] }
    )
  }
)

const policies: fc.Arbitrary<Record<string, Schema.Json>> = fc.record(
  {
    backoffLimit: someFailures,
    podReplacementPolicy,
    activeDeadlineSeconds: fc.option(someSeconds, { freq: 1 }),
    ttlSecondsAfterFinished: fc.option(someSeconds, { freq: 1 }),
    suspend: fc.constantFrom(false, false, true)
  },
  { requiredKeys: [] }
)

const containers: fc.Arbitrary<Schema.Json> = fc
  .constantFrom(["main"], ["main"], ["main", "sidekick"])
  .map((names) => names.map((name) => ({ name, image: "busybox" })))

const podSpec: fc.Arbitrary<Schema.Json> = fc.record(
  {
    restartPolicy: fc.constantFrom("Never", "Never", "OnFailure"),
    containers,
    terminationGracePeriodSeconds: fc.constantFrom(0, 1, 30)
  },
  { requiredKeys: ["restartPolicy", "containers"] }
)

/** A Job's manifest, as JSON. */
export const manifest: fc.Arbitrary<Record<string, Schema.Json>> = fc
  .tuple(counts, policies, podSpec)
  .map(([count, policy, pod]) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "demo" },
    spec: { ...count, ...policy, template: { spec: pod } }
  }))
