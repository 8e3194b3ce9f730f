/**
 * Appends that share a transaction, and what becomes of them when the mechanism fails (store rules (c), (d)).
 */
import { readFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import { EventLog, EventLogError } from "../../../src/runtime/log/EventLog.ts"
import { all, assertWhole, batch, elapsed } from "../../../src/testing/EventLogStory.ts"
import * as Stores from "./Stores.ts"

/** https://www.sqlite.org/fileformat2.html#walformat: the last frame of a transaction holds the database's size. */
const commitsIn = (wal: Buffer): number => {
  const pageSize = wal.readUInt32BE(8)
  const salt = wal.toString("hex", 16, 24)
  let commits = 0
  for (let frame = 32; frame + 24 <= wal.length; frame += 24 + pageSize) {
    const isCurrent = wal.toString("hex", frame + 8, frame + 16) === salt
    if (isCurrent && wal.readUInt32BE(frame + 4) > 0) commits += 1
  }
  return commits
}

const appends = (count: number) =>
  Effect.flatMap(EventLog, (log) =>
    Effect.forEach(
      Array.from({ length: count }, (_, at) => at),
      (at) => Effect.result(log.append([batch(`job/${at}`, 0, elapsed(1))])),
      { concurrency: "unbounded" }
    )
  )

describe("appends in flight", () => {
  it("share transactions", async () => {
    const path = Stores.path()
    const commits = await Effect.runPromise(
      appends(200).pipe(
        Effect.map((outcomes) => {
          assert.isTrue(outcomes.every(Result.isSuccess))
          return commitsIn(readFileSync(`${path}-wal`))
        }),
        Effect.provide(SqliteEventLog.layer({ path }))
      )
    )
    assert.isAtLeast(commits, 1)
    assert.isBelow(commits, 100)
  })

  it("are none of them there when the mechanism fails, and the next ones are", async () => {
    const path = Stores.path()
    const alter = (sql: string) =>
      Effect.sync(() => {
        const database = new DatabaseSync(path)
        database.exec(sql)
        database.close()
      })
    const program = Effect.gen(function* () {
      yield* alter(
        "CREATE TRIGGER broken BEFORE INSERT ON records WHEN new.seq = 3 BEGIN SELECT RAISE(ABORT, 'no room'); END"
      )
      const outcomes = yield* appends(20)
      const failures = outcomes.flatMap((outcome) => (Result.isFailure(outcome) ? [outcome.failure] : []))
      assert.isNotEmpty(failures)
      for (const failure of failures) {
        assert.deepStrictEqual(
          failure,
          new EventLogError({ kind: "Unavailable", reason: `${path}: no room` })
        )
      }
      const records = yield* all
      assert.strictEqual(records.length, outcomes.length - failures.length)
      yield* alter("DROP TRIGGER broken")
      const log = yield* EventLog
      yield* log.append([batch("job/next", 0, elapsed(5))])
      assertWhole(yield* all)
    })
    await Effect.runPromise(Effect.provide(program, SqliteEventLog.layer({ path })))
  })

  it("are done or not done once they are interrupted, and subscribers know", async () => {
    const program = Effect.gen(function* () {
      const log = yield* EventLog
      const seen = yield* log
        .subscribe(0)
        .pipe(Stream.take(3000), Stream.runCollect, Effect.forkChild({ startImmediately: true }))
      const appending = yield* Effect.forkChild(log.append([batch("job/a", 0, elapsed(3000))]), {
        startImmediately: true
      })
      yield* Fiber.interrupt(appending)
      assert.strictEqual((yield* log.head).seq, 3000)
      assertWhole(yield* Fiber.join(seen))
    })
    await Effect.runPromise(Effect.provide(program, Stores.fresh))
  })
})
