import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import * as MemoryContainerRuntime from "../../src/adapters/memory/MemoryContainerRuntime.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Controller from "../../src/runtime/control/Controller.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../src/runtime/log/EventLog.ts"
import * as StoredState from "../../src/runtime/log/StoredState.ts"
import { life } from "../../src/testing/EventLogStory.ts"
import * as Stores from "../adapters/sqlite/Stores.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Reading from "./Reading.ts"
import * as Regression from "./Regression.ts"

/** So many Jobs that have finished, and stay. */
const fill = (log: EventLog["Service"], count: number) =>
  Effect.forEach(
    Array.from({ length: count }, (_, number) => life(`dead-${number}`, {})),
    (lived) => log.append(lived.map(({ job, ...batch }) => ({ ...batch, state: () => StoredState.of(job) }))),
    { discard: true }
  )

/** How much of a store of so many dead Jobs a controller reads until one that is at work is done. */
const readWith = (count: number): Promise<number> =>
  Effect.gen(function* () {
    const log = yield* EventLog
    yield* fill(log, count)
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(Lived.manifest())
    const seen = Reading.nothing()
    yield* Effect.provideService(
      Effect.forkChild(Controller.run({ slots: 1 }), { startImmediately: true }),
      EventLog,
      Reading.watched(log, seen)
    )
    while (!Job.isFinished(yield* jobs.get(Lived.name))) yield* Effect.sleep(10)
    return seen.read
  }).pipe(
    Effect.provide(
      Layer.provideMerge(
        Jobs.layer,
        Layer.merge(
          Stores.fresh,
          MemoryContainerRuntime.layer(() => ({ runsFor: 50, exitCode: 0 }))
        )
      )
    ),
    Effect.runPromise
  )

describe(`N9 ${Regression.headingOf("N9")}`, () => {
  it("reads of a store with 1,000 dead Jobs what it reads of one with ten", async () => {
    const few = await readWith(10)
    assert.strictEqual(await readWith(1000), few)
    assert.isAtMost(few, 10)
  })
})
