/**
 * What an `EventLog` promises, whatever keeps it. An adapter's test is a call of this function with its layer.
 */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { Event } from "../../../src/domain/event/Event.ts"
import { Conflict, EventLog } from "../../../src/runtime/log/EventLog.ts"
import * as Jsonl from "../../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import * as Verification from "../../../src/runtime/log/Verification.ts"
import { records, story } from "./Logs.ts"

const told = records(story)
const batches = told
  .filter(({ cause }) => cause === 0)
  .map(({ seq }) =>
    told.filter((record) => record.seq === seq || record.cause === seq).map(({ event }) => event)
  )

const elapsed = (at: number): ReadonlyArray<Event> => [{ _tag: "BackoffElapsed", at }]

const givesBackWhatWasAppended = Effect.gen(function* () {
  const log = yield* EventLog
  let expectedVersion = 0
  for (const events of batches) {
    yield* log.append([{ stream: told[0]?.stream ?? "", expectedVersion, events }])
    expectedVersion += events.length
  }
  const all = yield* Stream.runCollect(log.readAll(0))
  assert.deepStrictEqual(
    all.map(({ event }) => event),
    told.map(({ event }) => event)
  )
  assert.strictEqual(Verification.verify(all.map(Jsonl.line))._tag, "Verified")
  assert.deepStrictEqual(yield* log.head, LogHead.after(LogHead.empty, all))
  assert.strictEqual((yield* Stream.runCollect(log.readAll(all.length - 2))).length, 2)
})

const refusesAStaleVersion = Effect.gen(function* () {
  const log = yield* EventLog
  yield* log.append([{ stream: "job/a", expectedVersion: 0, events: elapsed(1) }])
  const conflict = yield* Effect.flip(
    log.append([{ stream: "job/a", expectedVersion: 0, events: elapsed(2) }])
  )
  assert.deepStrictEqual(conflict, new Conflict({ stream: "job/a", expected: 0, actual: 1 }))
})

const appendsTogetherOrNotAtAll = Effect.gen(function* () {
  const log = yield* EventLog
  yield* log.append([
    { stream: "job/a", expectedVersion: 0, events: elapsed(1) },
    { stream: "job/b", expectedVersion: 0, events: elapsed(1) },
    { stream: "job/a", expectedVersion: 1, events: elapsed(2) }
  ])
  const refused = yield* Effect.exit(
    log.append([
      { stream: "job/a", expectedVersion: 2, events: elapsed(3) },
      { stream: "job/b", expectedVersion: 0, events: elapsed(3) }
    ])
  )
  assert.isTrue(Exit.isFailure(refused))
  assert.strictEqual((yield* log.head).seq, 3)
  const versions = yield* Stream.runCollect(Stream.map(log.readStream("job/a"), ({ version }) => version))
  assert.deepStrictEqual(versions, [1, 2])
})

const tellsPastAndFuture = Effect.gen(function* () {
  const log = yield* EventLog
  yield* log.append([{ stream: "job/a", expectedVersion: 0, events: elapsed(1) }])
  const seen = yield* log.subscribe(0).pipe(
    Stream.map(({ seq }) => seq),
    Stream.take(3),
    Stream.runCollect,
    Effect.forkChild({ startImmediately: true })
  )
  yield* log.append([{ stream: "job/a", expectedVersion: 1, events: elapsed(2) }])
  yield* log.append([{ stream: "job/b", expectedVersion: 0, events: elapsed(2) }])
  assert.deepStrictEqual(yield* Fiber.join(seen), [1, 2, 3])
})

export const suite = (name: string, layer: Layer.Layer<EventLog>): void => {
  const on = (test: Effect.Effect<void, unknown, EventLog>) => () =>
    Effect.runPromise(Effect.provide(test, layer))

  describe(`EventLog (${name})`, () => {
    it("gives back what was appended, in order, with a chain that verifies", on(givesBackWhatWasAppended))
    it("refuses an append at a stale version", on(refusesAStaleVersion))
    it("appends batches of several streams together, or none of them", on(appendsTogetherOrNotAtAll))
    it(
      "tells a subscriber the past and what is to come, nothing twice and nothing left out",
      on(tellsPastAndFuture)
    )
  })
}
