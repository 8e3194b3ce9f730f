/**
 * What an `EventLog` promises, whatever keeps it. An adapter's test is a call of `eventLogConformance` with its layer.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import { Conflict, EventLog } from "../runtime/log/EventLog.ts"
import * as Jsonl from "../runtime/log/Jsonl.ts"
import * as LogHead from "../runtime/log/LogHead.ts"
import * as Verification from "../runtime/log/Verification.ts"
import { all, assertWhole, batch, elapsed, life } from "./EventLogStory.ts"
import * as StatesPromises from "./StatesPromises.ts"

type Test = Effect.Effect<void, unknown, EventLog>

const isEmptyAtFirst: Test = Effect.gen(function* () {
  const log = yield* EventLog
  assert.deepStrictEqual(yield* log.head, LogHead.empty)
  assert.deepStrictEqual(yield* all, [])
  assert.deepStrictEqual(yield* Stream.runCollect(log.readStream("job/a")), [])
})

const givesBackWhatWasAppended: Test = Effect.gen(function* () {
  const log = yield* EventLog
  const batches = life()
  const answers: Array<Jsonl.HashedRecord> = []
  for (const one of batches) answers.push(...(yield* log.append([one])))
  const records = yield* all
  assert.deepStrictEqual(
    records.map(({ event }) => event),
    batches.flatMap(({ events }) => events)
  )
  assert.deepStrictEqual(answers, [...records])
  assert.strictEqual(Verification.verify(records.map(Jsonl.line))._tag, "Verified")
  assert.deepStrictEqual(yield* log.head, LogHead.after(LogHead.empty, records))
  assert.deepStrictEqual(yield* Stream.runCollect(log.readStream(batches[0]?.stream ?? "")), records)
})

const readsFromAPosition: Test = Effect.gen(function* () {
  const log = yield* EventLog
  yield* log.append([batch("job/a", 0, elapsed(700)), batch("job/b", 0, elapsed(300))])
  const from = (behind: number) => Stream.runCollect(Stream.map(log.readAll(behind), ({ seq }) => seq))
  assert.deepStrictEqual(yield* from(998), [999, 1000])
  assert.lengthOf(yield* from(1), 999)
  assert.deepStrictEqual(yield* from(1000), [])
  assert.deepStrictEqual(yield* from(1001), [])
})

const refusesAStaleVersion: Test = Effect.gen(function* () {
  const log = yield* EventLog
  yield* log.append([batch("job/a", 0, elapsed(1))])
  const conflict = yield* Effect.flip(log.append([batch("job/a", 0, elapsed(1))]))
  assert.deepStrictEqual(conflict, new Conflict({ stream: "job/a", expected: 0, actual: 1 }))
  const ahead = yield* Effect.flip(log.append([batch("job/a", 2, elapsed(1))]))
  assert.deepStrictEqual(ahead, new Conflict({ stream: "job/a", expected: 2, actual: 1 }))
  assert.strictEqual((yield* log.head).seq, 1)
})

const appendsTogetherOrNotAtAll: Test = Effect.gen(function* () {
  const log = yield* EventLog
  const answer = yield* log.append([
    batch("job/a", 0, elapsed(2)),
    batch("job/b", 0, elapsed(1)),
    batch("job/a", 2, elapsed(2))
  ])
  assert.deepStrictEqual(
    answer.map(({ seq, stream, version, cause }) => [seq, stream, version, cause]),
    [
      [1, "job/a", 1, 0],
      [2, "job/a", 2, 1],
      [3, "job/b", 1, 0],
      [4, "job/a", 3, 0],
      [5, "job/a", 4, 4]
    ]
  )
  const refused = yield* Effect.flip(
    log.append([batch("job/a", 4, elapsed(1)), batch("job/b", 0, elapsed(1))])
  )
  assert.deepStrictEqual(refused, new Conflict({ stream: "job/b", expected: 0, actual: 1 }))
  // The second batch was decided as if the first were not there.
  const overtaken = yield* Effect.flip(
    log.append([batch("job/b", 1, elapsed(1)), batch("job/b", 1, elapsed(1))])
  )
  assert.deepStrictEqual(overtaken, new Conflict({ stream: "job/b", expected: 1, actual: 2 }))
  assert.deepStrictEqual([...answer], yield* all)
})

const takesNoEventsForAQuestion: Test = Effect.gen(function* () {
  const log = yield* EventLog
  assert.deepStrictEqual(yield* log.append([]), [])
  assert.deepStrictEqual(yield* log.append([batch("controller", 0, [])]), [])
  yield* log.append([batch("controller", 0, elapsed(1)), batch("controller", 1, [])])
  const held = yield* log.append([batch("controller", 1, []), batch("job/a", 0, elapsed(2))])
  assert.lengthOf(held, 2)
  const fenced = yield* Effect.flip(log.append([batch("job/a", 2, elapsed(1)), batch("controller", 0, [])]))
  assert.deepStrictEqual(fenced, new Conflict({ stream: "controller", expected: 0, actual: 1 }))
  assert.strictEqual((yield* log.head).seq, 3)
})

const conflictsFailAlone: Test = Effect.gen(function* () {
  const log = yield* EventLog
  const outcomes = yield* Effect.forEach(
    Array.from({ length: 60 }, (_, at) => at),
    // Every third wants to be the first in one and the same stream.
    (at) => Effect.result(log.append([batch(at % 3 === 0 ? "job/same" : `job/${at}`, 0, elapsed(2, at))])),
    { concurrency: "unbounded" }
  )
  const refused = outcomes.flatMap((outcome) => (Result.isFailure(outcome) ? [outcome.failure] : []))
  assert.lengthOf(refused, 19)
  for (const conflict of refused) {
    assert.deepStrictEqual(conflict, new Conflict({ stream: "job/same", expected: 0, actual: 2 }))
  }
  const records = yield* all
  assert.lengthOf(records, 82)
  assertWhole(records)
})

const keepsTheOrderOfAppendsInFlight: Test = Effect.gen(function* () {
  const log = yield* EventLog
  // Each is decided upon the one before, and none waits for it; a long one is not overtaken.
  const sizes = [1, 5000, 1, 2, 3000, 1]
  const versions = sizes.map((_, at) => sizes.slice(0, at).reduce((sum, size) => sum + size, 0))
  yield* Effect.forEach(sizes, (size, at) => log.append([batch("job/a", versions[at] ?? 0, elapsed(size))]), {
    concurrency: "unbounded"
  })
  assertWhole(yield* all)
})

const names = [
  "job/a",
  "job/A",
  "job/a ",
  "job/%",
  "job/_",
  `name/"quoted"/'a'`,
  "name/back\\slash/new\nline",
  "name/nothing\u0000at all",
  "name/nothing",
  "name/ä/日本/😀",
  "name/a\u0308/日本/😀",
  ""
]

const tellsNamesApart: Test = Effect.gen(function* () {
  const log = yield* EventLog
  yield* Effect.forEach(names, (name, at) => log.append([batch(name, 0, elapsed(1, at))]))
  for (const [at, name] of names.entries()) {
    const records = yield* Stream.runCollect(log.readStream(name))
    assert.deepStrictEqual(
      records.map(({ stream, event }) => [stream, event.at]),
      [[name, at]]
    )
  }
  assertWhole(yield* all)
})

const takesALargeBatch: Test = Effect.gen(function* () {
  const log = yield* EventLog
  const answer = yield* log.append([batch("job/a", 0, elapsed(20_000)), batch("job/b", 0, elapsed(1))])
  assertWhole(answer)
  assert.deepStrictEqual(yield* log.head, LogHead.after(LogHead.empty, answer))
  assert.deepStrictEqual(yield* all, [...answer])
  const told = yield* Stream.runCollect(log.readStream("job/a"))
  assert.deepStrictEqual(told, answer.slice(0, 20_000))
})

const tellsPastAndFuture: Test = Effect.gen(function* () {
  const log = yield* EventLog
  const appends = 40
  const appendAll = (stream: string) =>
    Effect.forEach(
      Array.from({ length: appends }, (_, at) => at),
      (at) => log.append([batch(stream, at * 3, elapsed(3))])
    )
  yield* appendAll("job/past")
  const subscribers = yield* Effect.forEach([0, 1, 60, 120, 130], (behind) =>
    log
      .subscribe(behind)
      .pipe(
        Stream.take(appends * 9 - behind),
        Stream.runCollect,
        Effect.forkChild({ startImmediately: true })
      )
  )
  yield* Effect.all([appendAll("job/a"), appendAll("job/b")], { concurrency: "unbounded" })
  const records = yield* all
  assertWhole(records)
  for (const [at, behind] of [0, 1, 60, 120, 130].entries()) {
    const fiber = subscribers[at]
    assert.isDefined(fiber)
    assert.deepStrictEqual(yield* Fiber.join(fiber), records.slice(behind))
  }
})

/** The chunks that a subscriber gets, up to the last append. */
const chunksToLast = Effect.flatMap(EventLog, (log) =>
  log.subscribe(0).pipe(
    Stream.chunks,
    Stream.takeUntil((chunk) => chunk.some(({ stream }) => stream === "job/last")),
    Stream.runCollect
  )
)

const tellsAtOnceWhatWasAppendedAtOnce: Test = Effect.gen(function* () {
  const log = yield* EventLog
  const early = yield* Effect.forkChild(chunksToLast, { startImmediately: true })
  for (const [at, size] of [1, 3, 600, 2, 700, 1, 9000].entries()) {
    yield* log.append([batch(`job/${at}`, 0, elapsed(size)), batch(`name/${at}`, 0, elapsed(1))])
  }
  yield* log.append([batch("job/last", 0, elapsed(1))])
  const appended = (stream = ""): string => stream.slice(stream.indexOf("/"))
  for (const chunks of [yield* Fiber.join(early), yield* chunksToLast]) {
    assertWhole(chunks.flat())
    for (const [at, chunk] of chunks.entries()) {
      const before = chunks[at - 1]?.at(-1)?.stream
      assert.notStrictEqual(appended(before), appended(chunk[0].stream), "an append in two chunks")
    }
  }
})

/** The tests of the port, for vitest. `layer`: a new and empty log each time it is built. */
export const eventLogConformance = (name: string, layer: Layer.Layer<EventLog, unknown>): void => {
  const on = (test: Test) => () => Effect.runPromise(Effect.provide(test, layer))

  describe(`EventLog (${name})`, () => {
    it("is empty at first", on(isEmptyAtFirst))
    it("gives back what was appended, in order, with a chain that verifies", on(givesBackWhatWasAppended))
    it("reads from a position", on(readsFromAPosition))
    it("refuses an append at a stale version", on(refusesAStaleVersion))
    it("appends several batches together, or none of them", on(appendsTogetherOrNotAtAll))
    it("only asks for a version where a batch has no events", on(takesNoEventsForAQuestion))
    it("lets a conflict among many appends fail alone", on(conflictsFailAlone))
    it("keeps appends in flight in their order", on(keepsTheOrderOfAppendsInFlight))
    it("tells streams apart, whatever their names", on(tellsNamesApart))
    it("takes a batch of 20,000 events", on(takesALargeBatch))
    it("tells subscribers past and future, nothing twice and nothing left out", on(tellsPastAndFuture))
    it("tells at once what was appended at once", on(tellsAtOnceWhatWasAppendedAtOnce))
    it("gives the last record of a stream", on(StatesPromises.tellsTheLastRecord))
    it("tells how a Job stands, whatever states it was given", on(StatesPromises.tellsTheStateOfAJob))
    it("tells how all Jobs stand that are asked for", on(StatesPromises.tellsTheStatesOfAllJobs))
    it("tells all that came after a state", on(StatesPromises.tellsAllOfALongStream))
  })
}
