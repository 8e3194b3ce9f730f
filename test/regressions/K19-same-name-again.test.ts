import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

/** The Pod of the old Job takes three seconds to end when it is asked to; of the new one the first fails. */
const script = () => {
  let runs = 0
  return (): Behaviour => {
    runs += 1
    return { runsFor: 6000, exitCode: runs === 2 ? 1 : 0, onTerm: { takes: 3000, exitCode: 9 } }
  }
}

const story = Effect.gen(function* () {
  const jobs = yield* Jobs.Jobs
  const first = yield* jobs.create(Lived.manifest({ backoffLimit: 0 }))
  yield* Lived.controlled()
  yield* Lived.pass(1000)
  yield* jobs.delete(Lived.name, "Background")
  const second = yield* jobs.create(Lived.manifest({ backoffLimit: 1 }))
  yield* Lived.pass(30_000)
  yield* Lawful.exercises("K19")
  const records = yield* Lawful.records
  const eventsOf = (uid: string) =>
    records.filter(({ stream }) => stream === LogHead.jobStream(uid)).map(({ event }) => event)
  return {
    uids: [first.metadata.uid, second.metadata.uid],
    first: eventsOf(first.metadata.uid),
    second: eventsOf(second.metadata.uid),
    status: yield* Lawful.status
  }
})

describe(`K19 ${Regression.headingOf("K19")}`, () => {
  it("gives the new Job a Pod at once, and tells the late end of the old one to the old Job", async () => {
    const { uids, first, second, status } = await Lived.lived(script(), story)
    assert.notStrictEqual(uids[0], uids[1])
    assert.deepStrictEqual(
      Lawful.of(first, "ContainerExited").map(({ exitCode }) => exitCode),
      [9]
    )
    assert.deepStrictEqual(
      Lawful.of(second, "ContainerExited").map(({ exitCode }) => exitCode),
      [1, 0]
    )
    const created = Lawful.of(second, "JobCreated")[0]?.at
    assert.strictEqual(Lawful.of(second, "PodCreated")[0]?.at, created)
    // The old Pod ended while the new one ran.
    const late = Lawful.of(first, "ContainerExited")[0]?.at ?? 0
    assert.isAbove(late, Lawful.of(second, "ContainerStarted")[0]?.at ?? Infinity)
    assert.strictEqual(Lawful.count(first, "JobDeleted"), 1)
    assert.deepInclude(status, { succeeded: 1, failed: 1 })
  })
})
