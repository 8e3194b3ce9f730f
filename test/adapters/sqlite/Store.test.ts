import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import * as Appending from "../../../src/adapters/sqlite/Appending.ts"
import * as Columns from "../../../src/adapters/sqlite/Columns.ts"
import type { Options } from "../../../src/adapters/sqlite/Options.ts"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import * as Store from "../../../src/adapters/sqlite/Store.ts"
import * as StoreError from "../../../src/adapters/sqlite/StoreError.ts"
import { EventLog, EventLogError } from "../../../src/runtime/log/EventLog.ts"
import * as LogRecord from "../../../src/runtime/log/LogRecord.ts"
import { all, assertWhole, batch, elapsed } from "../../../src/testing/EventLogStory.ts"
import * as Stores from "./Stores.ts"

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

const use = <A>(options: Options, test: Effect.Effect<A, unknown, EventLog>): Promise<A> =>
  Effect.runPromise(Effect.provide(test, SqliteEventLog.layer(options)))

/** Why a log cannot be opened, or not be read. */
const complaint = async (options: Options, test: Effect.Effect<unknown, unknown, EventLog> = all) => {
  const error = await Effect.runPromise(Effect.flip(Effect.provide(test, SqliteEventLog.layer(options))))
  assert.instanceOf(error, EventLogError)
  return error.reason
}

const appended = (stream: string, version: number, count: number) =>
  Effect.flatMap(EventLog, (log) => log.append([batch(stream, version, elapsed(count))]))

/** A store with two appends, of three records and of two. */
const filled = async (): Promise<string> => {
  const path = Stores.path()
  await use({ path }, Effect.andThen(appended("job/a", 0, 3), appended("job/b", 0, 2)))
  return path
}

const thrownBy = (path: string, act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return StoreError.from(path, error)
  }
}

describe("a store", () => {
  it("is made with its directory, for its owner alone", async () => {
    const path = Stores.path()
    const modes = Effect.sync(() => [dirname(path), path, `${path}-wal`].map(mode))
    assert.deepStrictEqual(await use({ path }, Effect.andThen(appended("job/a", 0, 1), modes)), [
      "700",
      "600",
      "600"
    ])
  })

  it("is found again as it was left", async () => {
    const path = await filled()
    const records = await use({ path }, Effect.andThen(appended("job/a", 3, 1), all))
    assertWhole(records)
    assert.lengthOf(records, 6)
  })

  it("is opened by many at once when it is new", async () => {
    const path = Stores.path()
    await Promise.all(Array.from({ length: 4 }, (_, at) => use({ path }, appended(`job/${at}`, 0, 1))))
    assertWhole(await use({ path }, all))
  })

  it("is opened by a program that is no file", () => {
    const path = Stores.path()
    const program = `
      import * as Effect from "effect/Effect"
      import * as SqliteEventLog from "./src/adapters/sqlite/SqliteEventLog.ts"
      import { EventLog } from "./src/runtime/log/EventLog.ts"
      const head = Effect.flatMap(EventLog, (log) => log.head)
      const { seq } = await Effect.runPromise(Effect.provide(head, SqliteEventLog.layer({ path: process.argv[1] })))
      console.log(seq)`
    const args = ["--input-type=module", "--eval", program, path]
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" })
    assert.deepStrictEqual({ stdout, stderr }, { stdout: "0\n", stderr: "" })
  })

  it("does not take a name with half a character", async () => {
    const reason = await complaint({ path: Stores.path() }, appended("job/\ud800", 0, 1))
    assert.match(reason, /^the stream "job\/\\ud800" has half a character in its name$/)
  })
})

describe("a store that is open for reading only", () => {
  it("is read, and followed while others append", async () => {
    const path = await filled()
    const follow = Effect.gen(function* () {
      const log = yield* EventLog
      const seen = yield* log
        .subscribe(1)
        .pipe(Stream.take(6), Stream.runCollect, Effect.forkChild({ startImmediately: true }))
      yield* Effect.promise(() => use({ path }, appended("job/c", 0, 2)))
      return (yield* Fiber.join(seen)).map(({ seq }) => seq)
    })
    assert.deepStrictEqual(await use({ path, readOnly: true }, follow), [2, 3, 4, 5, 6, 7])
  })

  it("takes nothing", async () => {
    const path = await filled()
    const reason = await complaint({ path, readOnly: true }, appended("job/c", 0, 1))
    assert.strictEqual(reason, `${path}: the store is open for reading only`)
  })

  it("is not made", async () => {
    const path = Stores.path()
    assert.strictEqual(await complaint({ path, readOnly: true }), `${path}: no such file`)
  })
})

describe("a file that is no store", () => {
  const other = (path: string, sql: string): void => {
    const database = new DatabaseSync(path)
    database.exec(sql)
    database.close()
  }

  const files: ReadonlyArray<readonly [string, (path: string) => void, RegExp]> = [
    ["a text", (path) => writeFileSync(path, "not a database\n".repeat(99)), /no SQLite database$/],
    ["a short text", (path) => writeFileSync(path, "short"), /no SQLite database$/],
    ["another database", (path) => other(path, "CREATE TABLE t (a)"), /database of another application$/],
    [
      "the database of another application",
      (path) => other(path, "PRAGMA journal_mode = WAL; CREATE TABLE t (a); PRAGMA application_id = 7"),
      /database of another application$/
    ],
    [
      "a store of a newer version",
      (path) => {
        Store.close(Store.open({ path }))
        other(path, "PRAGMA user_version = 99")
      },
      /store is of version 99, written by a newer jobledger; this one knows version 2$/
    ],
    [
      "a store of an older version",
      (path) => {
        Store.close(Store.open({ path }))
        other(path, "PRAGMA user_version = 1")
      },
      /store is of version 1, written by an older jobledger; this one knows version 2$/
    ]
  ]

  it.each(files)("is refused and left as it is: %s", async (_name, make, reason) => {
    const path = Stores.path()
    mkdirSync(dirname(path))
    make(path)
    const before = readFileSync(path)
    assert.match(await complaint({ path }), reason)
    assert.match(await complaint({ path, readOnly: true }), reason)
    assert.deepStrictEqual(readFileSync(path), before)
  })

  it("is refused where it is a directory", async () => {
    const path = Stores.path()
    mkdirSync(path, { recursive: true })
    assert.strictEqual(await complaint({ path }), `${path}: is a directory`)
  })

  it("is refused where a file stands in the way", async () => {
    const path = await filled()
    assert.match(await complaint({ path: join(path, "events.sqlite") }), /events\.sqlite: /)
  })

  it("is not read where it is empty", async () => {
    const path = Stores.path()
    mkdirSync(dirname(path))
    writeFileSync(path, "")
    assert.strictEqual(await complaint({ path, readOnly: true }), `${path}: the file is empty`)
  })
})

const bodiesOf = (stream: string, count: number) =>
  elapsed(count).map((event, position) => LogRecord.body(stream, position + 1, event))

describe("a transaction", () => {
  it("lets nobody write between its reading and its writing (store rule (b))", () => {
    const path = Stores.path()
    const [one, other] = [Store.open({ path }), Store.open({ path })]
    other.database.exec("PRAGMA busy_timeout = 1")
    const slots = [{ stream: "job/a", expectedVersion: 0, count: 1 }]
    const append = () => Appending.commit(Appending.make(other), [{ slots, bodies: bodiesOf("job/a", 1) }])
    Store.transaction(one, () => {
      Appending.head(one)
      assert.deepInclude(thrownBy(path, append), {
        kind: "Unavailable",
        reason: `${path}: locked by another process (database is locked)`
      })
    })
    append()
    assert.strictEqual(Appending.head(one).seq, 1)
    Store.close(one)
    Store.close(other)
  })
})

describe("a full disk", () => {
  it("takes no append by halves, and takes the next when there is room (promise P10)", async () => {
    const path = Stores.path()
    const store = Store.open({ path })
    const appender = Appending.make(store)
    const append = (stream: string, count: number) => {
      const slots = [{ stream, expectedVersion: 0, count }]
      return Appending.commit(appender, [{ slots, bodies: bodiesOf(stream, count) }])
    }
    append("job/a", 10)
    store.database.exec("PRAGMA max_page_count = 20")
    const thrown = thrownBy(path, () => append("job/large", 2000))
    assert.deepInclude(thrown, {
      kind: "Unavailable",
      reason: `${path}: the disk is full (database or disk is full)`
    })
    assert.strictEqual(Appending.head(store).seq, 10)
    store.database.exec("PRAGMA max_page_count = 100000")
    append("job/large", 2000)
    Store.close(store)
    const records = await use({ path }, all)
    assert.lengthOf(records, 2010)
    assertWhole(records)
  })
})

describe("a store that was altered", () => {
  const alterations: ReadonlyArray<readonly [string, string, RegExp, string]> = [
    [
      "a text of no event",
      `UPDATE records SET text = replace(text, 'BackoffElapsed', 'Nothing') WHERE seq = 2`,
      /damaged: record 2: type: no event is called "Nothing"$/,
      "the hash does not fit the record and the one before it"
    ],
    [
      "a stream",
      `INSERT INTO streams VALUES (9, 'job/x'); UPDATE records SET stream = 9 WHERE seq = 2`,
      /damaged: record 2, version 2 of job\/x, says it is record 2, version 2 of job\/a$/,
      `the column stream is "job/x", the text says "job/a"`
    ],
    [
      "a stream without a name",
      `UPDATE records SET stream = 9 WHERE seq = 2`,
      /damaged: record 2, version 2 of null, says it is record 2, version 2 of job\/a$/,
      `the column stream is "null", the text says "job/a"`
    ],
    [
      "a version",
      `UPDATE records SET version = 9 WHERE seq = 2`,
      /damaged: record 2, version 9 of job\/a, says/,
      "the column version is 9, the text says 2"
    ],
    ["a lost record", `DELETE FROM records WHERE seq = 2`, /record 2 is missing$/, "record 2 is missing"],
    [
      "an append cut in two",
      `UPDATE records SET closes = 1 WHERE seq = 1`,
      /^$/,
      "an append ends inside a batch"
    ]
  ]

  it.each(alterations)("is noticed: %s", async (_name, sql, reason, misplaced) => {
    const path = await filled()
    assert.isUndefined(await Effect.runPromise(Columns.check(path)))
    const database = new DatabaseSync(path)
    database.exec(sql)
    database.close()
    const read = Effect.match(all, {
      onFailure: (error) => error.reason,
      onSuccess: () => ""
    })
    assert.match(await use({ path, readOnly: true }, read), reason)
    const found = await Effect.runPromise(Columns.check(path))
    assert.deepStrictEqual(found, { _tag: "Misplaced", seq: 2, reason: misplaced })
  })

  it("gives out what stands before the damage", async () => {
    const path = await filled()
    const database = new DatabaseSync(path)
    database.exec("UPDATE records SET text = '{' WHERE seq = 5")
    database.close()
    const read = Effect.gen(function* () {
      const log = yield* EventLog
      const seen: Array<number> = []
      const each = (records: Stream.Stream<{ readonly seq: number }, EventLogError>) =>
        Effect.flip(Stream.runForEach(records, ({ seq }) => Effect.sync(() => seen.push(seq))))
      const reasons = yield* Effect.forEach([log.readAll(0), log.subscribe(0), log.readStream("job/b")], each)
      for (const { reason } of reasons) assert.match(reason, /damaged: record 5: not a JSON text$/)
      return seen
    })
    assert.deepStrictEqual(await use({ path }, read), [1, 2, 3, 4, 1, 2, 3, 4, 4])
  })
})
