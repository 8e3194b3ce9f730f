/**
 * What is remembered between transactions, and what others append meanwhile (store rule (b)).
 */
import * as Effect from "effect/Effect"
import { assert, describe, it, onTestFinished } from "vitest"
import * as Appending from "../../../src/adapters/sqlite/Appending.ts"
import * as Columns from "../../../src/adapters/sqlite/Columns.ts"
import * as Reading from "../../../src/adapters/sqlite/Reading.ts"
import * as Store from "../../../src/adapters/sqlite/Store.ts"
import * as LogRecord from "../../../src/runtime/log/LogRecord.ts"
import { assertWhole, elapsed } from "../../../src/testing/EventLogStory.ts"
import * as Stores from "./Stores.ts"

const opened = (path: string): Appending.Appender => {
  const store = Store.open({ path })
  onTestFinished(() => Store.close(store))
  return Appending.make(store)
}

const appendOf = (stream: string, expectedVersion: number, count = 1): Appending.Append => ({
  slots: [{ stream, expectedVersion, count }],
  bodies: elapsed(count).map((event, position) =>
    LogRecord.body(stream, expectedVersion + position + 1, event)
  )
})

/** Appends by itself; the position before the first record, or the version that is there. */
const append = (appender: Appending.Appender, stream: string, expectedVersion: number) =>
  Appending.commit(appender, [appendOf(stream, expectedVersion)]).map((outcome) =>
    outcome._tag === "Appended" ? outcome.behind : { actual: outcome.actual }
  )

describe("two that append to one store", () => {
  it("each find what the other has appended since", async () => {
    const path = Stores.path()
    const [one, other] = [opened(path), opened(path)]
    assert.deepStrictEqual(append(one, "job/a", 0), [0])
    assert.deepStrictEqual(append(one, "job/a", 1), [1])
    assert.deepStrictEqual(append(other, "job/a", 2), [2])
    assert.deepStrictEqual(append(one, "job/a", 2), [{ actual: 3 }])
    assert.deepStrictEqual(append(one, "job/b", 0), [3])
    assert.deepStrictEqual(append(other, "job/a", 3), [4])
    assert.deepStrictEqual(append(other, "job/b", 0), [{ actual: 1 }])
    assert.deepStrictEqual(append(one, "job/a", 4), [5])
    assertWhole(Reading.all(one.store, 0, 6).records)
    assert.isUndefined(await Effect.runPromise(Columns.check(path)))
  })

  it("find it also where the log was cleaned up in between", () => {
    const path = Stores.path()
    const [one, other] = [opened(path), opened(path)]
    assert.deepStrictEqual(append(one, "job/a", 0), [0])
    assert.deepStrictEqual(append(other, "job/a", 1), [1])
    // All of the write-ahead log goes into the database, and the next transaction begins it again.
    other.store.database.exec("PRAGMA wal_checkpoint(TRUNCATE)")
    assert.deepStrictEqual(append(one, "job/a", 1), [{ actual: 2 }])
    one.store.database.exec("PRAGMA wal_checkpoint(RESTART)")
    assert.deepStrictEqual(append(other, "job/a", 2), [2])
    assert.deepStrictEqual(append(one, "job/a", 3), [3])
    assertWhole(Reading.all(one.store, 0, 4).records)
  })
})

describe("a transaction that fails", () => {
  it("leaves nothing remembered of what it would have brought about", () => {
    const appender = opened(Stores.path())
    append(appender, "job/a", 0)
    appender.store.database.exec(
      "CREATE TEMP TRIGGER broken BEFORE INSERT ON records WHEN new.version = 5 BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    assert.throws(() => Appending.commit(appender, [appendOf("job/b", 0), appendOf("job/a", 1, 9)]), "no")
    appender.store.database.exec("DROP TRIGGER broken")
    assert.deepStrictEqual(append(appender, "job/b", 0), [1])
    assert.deepStrictEqual(append(appender, "job/a", 1), [2])
    assertWhole(Reading.all(appender.store, 0, 3).records)
  })
})
