/**
 * What an `EventLog` promises of the states of Jobs, whether it keeps those it is given or not.
 */
import * as Effect from "effect/Effect"
import { assert } from "vitest"
import * as Job from "../domain/job/Job.ts"
import * as Standing from "../domain/job/Standing.ts"
import { EventLog } from "../runtime/log/EventLog.ts"
import * as LogHead from "../runtime/log/LogHead.ts"
import * as States from "../runtime/log/States.ts"
import * as StoredState from "../runtime/log/StoredState.ts"
import { batch, elapsed, life, type Lived } from "./EventLogStory.ts"

type Test = Effect.Effect<void, unknown, EventLog>

/** Which batches are appended with the state they lead to. */
type Gives = (position: number) => boolean

const append = (lived: ReadonlyArray<Lived>, gives: Gives) =>
  Effect.flatMap(EventLog, (log) =>
    Effect.forEach(lived, ({ stream, expectedVersion, events, job }, position) =>
      log.append([
        gives(position)
          ? { stream, expectedVersion, events, state: () => StoredState.of(job) }
          : { stream, expectedVersion, events }
      ])
    )
  )

const givings: ReadonlyArray<Gives> = [
  () => false,
  () => true,
  (position) => position === 0,
  (position) => position % 3 === 1
]

/** Two Jobs after each of their batches, one of which stays when it is finished: there are some of every standing. */
const begun = [{}, { ttlSecondsAfterFinished: 30 }].flatMap((spec, number) =>
  life("demo", spec).map((_, position) => life(`job-${number}-${position}`, spec).slice(0, position + 1))
)

const last = (lived: ReadonlyArray<Lived>): Job.Job => lived.at(-1)?.job ?? Job.initialState

const appendAll = Effect.forEach(begun, (lived, position) =>
  append(lived, givings[position % givings.length] ?? (() => false))
)

export const tellsTheStateOfAJob: Test = Effect.gen(function* () {
  const log = yield* EventLog
  for (const [number, gives] of givings.entries()) {
    const lived = life(`job-${number}`)
    const stream = lived[0]?.stream ?? ""
    for (const one of lived) {
      yield* append([one], gives)
      assert.deepStrictEqual(yield* States.job(log, stream), one.job)
    }
  }
  assert.deepStrictEqual(yield* States.job(log, "job/unknown"), Job.initialState)
})

export const tellsTheStatesOfAllJobs: Test = Effect.gen(function* () {
  const log = yield* EventLog
  yield* appendAll
  // Streams of anything else, whatever stands in them, are not told of.
  yield* log.append(
    ["a", "controller", "job", "jobs/a", "job0", "name/a/b"].map((name) => batch(name, 0, elapsed(1)))
  )
  const standings = ["AtWork", "AtRest", "Gone"] as const
  for (const upTo of standings) {
    assert.isTrue(begun.some((lived) => Standing.of(last(lived)) === upTo))
    const known = yield* States.jobs(log, upTo)
    const expected = begun.map(last).filter((job) => Standing.isUpTo(job, upTo))
    assert.deepStrictEqual(
      known.map(({ stream }) => stream),
      expected.map(({ metadata }) => LogHead.jobStream(metadata.uid)),
      `up to ${upTo}, in the order of their creation`
    )
    assert.deepStrictEqual(
      known.map(({ job }) => job),
      expected
    )
  }
})

export const tellsAllOfALongStream: Test = Effect.gen(function* () {
  const log = yield* EventLog
  const lived = life()
  yield* append(lived, () => true)
  const { stream = "", job = Job.initialState } = lived.at(-1) ?? {}
  yield* log.append([batch(stream, job.resourceVersion, elapsed(20_000, job.at))])
  const told = yield* States.job(log, stream)
  assert.strictEqual(told.resourceVersion, job.resourceVersion + 20_000)
  assert.deepStrictEqual(
    (yield* States.jobs(log, "Gone")).map((known) => known.job),
    [told]
  )
})

export const tellsTheLastRecord: Test = Effect.gen(function* () {
  const log = yield* EventLog
  assert.isUndefined(yield* log.readLast("job/a"))
  yield* log.append([batch("job/a", 0, elapsed(2))])
  const [own] = yield* log.append([batch("job/a", 2, elapsed(1)), batch("job/b", 0, elapsed(3))])
  assert.deepStrictEqual(yield* log.readLast("job/a"), own)
})
