import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const stays: Behaviour = { runsFor: "forever", exitCode: 0 }

/** When the second Job of a name came to its deadline, in milliseconds after its start; deadlines in seconds. */
const deadlines = (first: number, second: number) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* Lived.controlled()
    yield* jobs.create(Lived.manifest({ activeDeadlineSeconds: first }))
    yield* Lived.pass(3000)
    yield* jobs.delete(Lived.name, "Background")
    const { metadata } = yield* jobs.create(Lived.manifest({ activeDeadlineSeconds: second }))
    yield* Lived.pass(30_000)
    yield* Lawful.exercises("K20")
    const events = (yield* Lawful.records)
      .filter(({ stream }) => stream === LogHead.jobStream(metadata.uid))
      .map(({ event }) => event)
    const begun = Lawful.of(events, "JobCreated")[0]?.at ?? 0
    return Lawful.of(events, "FailureTargetSet").map(({ at, reason }) => [at - begun, reason])
  })

describe(`K20 ${Regression.headingOf("K20")}`, () => {
  it.each([
    [5, 10],
    [10, 5],
    [5, 5],
    [8, 5]
  ])("keeps the deadline of each: %i s, deleted after 3, and then %i s", async (first, second) => {
    assert.deepStrictEqual(await Lived.lived(() => stays, deadlines(first, second)), [
      [second * 1000, "DeadlineExceeded"]
    ])
  })
})
