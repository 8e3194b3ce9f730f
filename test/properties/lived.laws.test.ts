import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import { share } from "../Laws.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Stories from "../runtime/control/Stories.ts"

const number = fc.integer({ min: 0, max: 3 })
/** Never an end in the instant of a timer: which is heard of first is the world's to say. */
const length = fc.integer({ min: 1, max: 12 }).map((count) => count * 500 + 10)

/** Nor in the instant of another, however many come one behind the other. */
const initLength = fc.integer({ min: 1, max: 12 }).map((count) => count * 500 + 17)
const sickness = fc.integer({ min: 0, max: 12 }).map((count) => count * 500 + 260)

const part: fc.Arbitrary<Stories.Part> = fc.record(
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

const story: fc.Arbitrary<Stories.Story> = fc.record({
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

/** Lives a story by the controller, in virtual time. */
const lived = (told: Stories.Story) =>
  Lived.lived(
    Stories.behaviour(told),
    Effect.gen(function* () {
      yield* TestClock.setTime(Scenario.startOf({ manifest: told.manifest }))
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(told.manifest)
      yield* Lived.controlled()
      yield* Effect.forkChild(Stories.commanded(told), { startImmediately: true })
      yield* Effect.repeat(TestClock.adjust(250), { times: told.until / 250 - 1 })
      yield* Lived.history
      return Stories.outcome(yield* jobs.get(Lived.name))
    })
  )

describe("a story", { timeout: 120_000 }, () => {
  it("comes to the same when it is played and when it is lived", async () =>
    fc.assert(
      fc.asyncProperty(story, async (told) => {
        assert.deepStrictEqual(await lived(told), Stories.played(told))
      }),
      { numRuns: share(2) }
    ))
})
