/**
 * What may keep a deleted Job, for a while or for ever (CL-10).
 */
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"

export const finalizers: fc.Arbitrary<Schema.Json> = fc.constantFrom<Schema.Json>(
  ["example.com/keep"],
  ["example.com/keep", "foregroundDeletion"],
  ["orphan"],
  []
)

/** Of a new Job: mostly none. */
export const ofMetadata: fc.Arbitrary<Record<string, Schema.Json>> = fc.option(
  finalizers.map((all) => ({ finalizers: all })),
  { freq: 8, nil: {} }
)
