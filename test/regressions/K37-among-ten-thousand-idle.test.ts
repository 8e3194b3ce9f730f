import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../src/runtime/log/EventLog.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Reading from "./Reading.ts"
import * as Regression from "./Regression.ts"

const fails: Behaviour = { runsFor: 1000, exitCode: 1 }

const idle = 10_000

/** Until a first Job is at its end: the controller has taken over, and goes round. */
const inTurn = (jobs: Jobs.Jobs["Service"]) =>
  Effect.gen(function* () {
    const { metadata } = yield* jobs.create({
      ...Lived.manifest({ backoffLimit: 0 }),
      metadata: { name: "first" }
    })
    while (!Job.isFinished(yield* jobs.get(metadata))) yield* Lived.pass(100)
    yield* Lived.pass(100)
  })

const story = Effect.gen(function* () {
  const jobs = yield* Jobs.Jobs
  const log = yield* EventLog
  for (let number = 0; number < idle; number += 1)
    yield* jobs.create({ ...Lived.manifest({ suspend: true }), metadata: { name: `idle-${number}` } })
  const seen = Reading.nothing()
  yield* Effect.provideService(Lived.controlled(), EventLog, Reading.watched(log, seen))
  yield* inTurn(jobs)
  seen.read = 0
  seen.streams.clear()
  const { metadata } = yield* jobs.create(Lived.manifest({ backoffLimit: 0 }))
  yield* Lived.pass(2000)
  const stream = LogHead.jobStream(metadata.uid)
  const events = (yield* Stream.runCollect(log.readStream(stream))).map(({ event }) => event)
  const [started] = Lawful.of(events, "ContainerStarted")
  const [failed] = Lawful.of(events, "JobFailed")
  return { seen, stream, millis: (failed?.at ?? 0) - (started?.at ?? 0) }
})

describe(`K37 ${Regression.headingOf("K37")}`, () => {
  it("sees to one Job at once, and to that Job alone", async () => {
    const { seen, stream, millis } = await Lived.lived(() => fails, story)
    assert.strictEqual(seen.read, 0)
    assert.deepStrictEqual([...seen.streams], [stream])
    assert.deepStrictEqual(millis, 1000)
  })
})
