/**
 * Random stories that can be lived, and in which nothing happens in the instant of anything else.
 */
import * as fc from "fast-check"
import type * as Story from "../../src/testing/equivalence/Story.ts"
import * as Lived from "../runtime/control/Lived.ts"

const number = fc.integer({ min: 0, max: 3 })
/** Never an end in the instant of a timer: which is heard of first is the world's to say. */
const length = fc.integer({ min: 1, max: 12 }).map((count) => count * 500 + 10)

/** Nor in the instant of another, however many come one behind the other. */
const initLength = fc.integer({ min: 1, max: 12 }).map((count) => count * 500 + 17)
const sickness = fc.integer({ min: 0, max: 12 }).map((count) => count * 500 + 260)

const part: fc.Arbitrary<Story.Part> = fc.record(
  {
    match: fc.oneof(fc.record({ ordinal: number }), fc.record({ index: number })),
    runFor: fc.oneof(
      { weight: 8, arbitrary: length },
      { weight: 1, arbitrary: fc.constant("forever" as const) }
    ),
    exitCode: fc.constantFrom(0, 0, 1, 3),
    terminationTakes: fc.constantFrom(0, 1000),
    unhealthyAfter: sickness,
    init: fc.array(
      fc.record(
        {
          runFor: initLength,
          exitCode: fc.constantFrom(0, 0, 3),
          terminationTakes: fc.constantFrom(0, 1000),
          unhealthyAfter: sickness
        },
        { requiredKeys: ["runFor", "exitCode"] }
      ),
      { maxLength: 1 }
    )
  },
  { requiredKeys: ["runFor", "exitCode"] }
)

const livenessProbe = { exec: { command: ["check"] } }
const main = { name: "main", image: "none", command: ["run"] }
const first = { ...main, name: "first" }
const beside = { ...main, name: "beside", restartPolicy: "Always" }

const spec = fc
  .record(
    {
      completions: fc.integer({ min: 1, max: 4 }),
      parallelism: number,
      completionMode: fc.constantFrom("Indexed", "NonIndexed"),
      backoffLimit: fc.integer({ min: 0, max: 2 }),
      activeDeadlineSeconds: fc.constantFrom(3, 9, 25),
      podReplacementPolicy: fc.constantFrom("Failed", "TerminatingOrFailed"),
      restartPolicy: fc.constantFrom("Never", "Never", "OnFailure"),
      initContainers: fc.oneof(
        fc.subarray([first, beside]),
        fc.subarray([first, { ...beside, livenessProbe }])
      ),
      containers: fc.constantFrom([main], [{ ...main, livenessProbe }])
    },
    { requiredKeys: ["completions", "restartPolicy"] }
  )
  .map(({ restartPolicy, initContainers = [], containers = [main], ...fields }) =>
    Lived.manifest(fields, { restartPolicy, initContainers, containers })
  )

const change = fc.oneof(
  fc.record({ suspend: fc.boolean() }),
  fc.record({ parallelism: number }),
  fc.record({ activeDeadlineSeconds: fc.constantFrom(3, 9) })
)

export const story: fc.Arbitrary<Story.Story> = fc.record({
  manifest: spec,
  pods: fc.array(part, { maxLength: 3 }),
  commands: fc.array(
    fc.record({
      // Never in the instant of anything else.
      at: fc.integer({ min: 0, max: 20 }).map((count) => count * 500 + 250),
      patch: change.map((fields) => ({ spec: fields }))
    }),
    { maxLength: 2 }
  ),
  until: fc.constant(80_000)
})
