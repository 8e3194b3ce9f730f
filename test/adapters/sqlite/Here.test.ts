/**
 * Appends that are committed in the caller's thread, and when they are left to the worker (store rule (g)).
 */
import { statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { setImmediate, setTimeout } from "node:timers/promises"
import * as Effect from "effect/Effect"
import { assert, describe, it, onTestFinished } from "vitest"
import type { Settled } from "../../../src/adapters/sqlite/Connection.ts"
import * as Group from "../../../src/adapters/sqlite/Group.ts"
import * as Here from "../../../src/adapters/sqlite/Here.ts"
import * as Outbox from "../../../src/adapters/sqlite/Outbox.ts"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import * as Store from "../../../src/adapters/sqlite/Store.ts"
import * as WorkerLink from "../../../src/adapters/sqlite/WorkerLink.ts"
import * as WritingConnection from "../../../src/adapters/sqlite/WritingConnection.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import { all, assertWhole, batch, elapsed } from "../../../src/testing/EventLogStory.ts"
import * as Stores from "./Stores.ts"

/** Another connection to a store. */
const other = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path)
  onTestFinished(() => database.close())
  return database
}

const pendingOf = (stream: string, count: number, settled: Array<Settled["_tag"]> = []): Group.Pending => ({
  batches: [batch(stream, 0, elapsed(count))],
  bodies: [],
  slots: [],
  settle: ({ _tag }) => settled.push(_tag)
})

const encoded = (stream: string, count: number, settled?: Array<Settled["_tag"]>): Group.Pending => {
  const pending = pendingOf(stream, count, settled)
  for (const _ of Group.encode(pending, count)) assert.fail("is short")
  return pending
}

/** A store, and what commits to it in this thread. */
const withHere = <A>(test: (here: Here.Here, path: string) => A): Promise<A> => {
  const path = Stores.path()
  Store.close(Store.open({ path }))
  return Effect.runPromise(Effect.scoped(Effect.map(Here.open(path), (here) => test(here, path))))
}

const appendOne = (at: number) =>
  Effect.flatMap(EventLog, (log) => log.append([batch("job/a", at, elapsed(1))]))

/** Appends one event after another to one stream. */
const appendAll = (count: number) =>
  Effect.forEach(
    Array.from({ length: count }, (_, at) => at),
    appendOne,
    { discard: true }
  )

describe("what is committed in this thread", () => {
  it("is short, and not every time", () =>
    withHere((here) => {
      assert.isTrue(Here.takes(here, encoded("job/a", 32)))
      assert.isFalse(Here.takes(here, encoded("job/a", 33)))
      assert.isFalse(Here.takes(here, encoded(`job/${"a".repeat(2 ** 16)}`, 1)))
      let commits = 0
      for (; Here.takes(here, encoded("job/a", 1)); commits += 1) {
        assert.isTrue(Here.commit(here, encoded(`job/${commits}`, 1)))
        // However busy this machine is.
        here.notBefore = 0
      }
      assert.strictEqual(commits, 64)
      Here.rested(here)
      assert.isTrue(Here.takes(here, encoded("job/a", 1)))
    }))

  it("is nothing for a while, after a commit that took long", () =>
    withHere((here, path) => {
      other(path).exec(`CREATE TRIGGER slow AFTER INSERT ON records BEGIN
        INSERT INTO streams SELECT NULL, max(n) FROM (
          WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 100000) SELECT n FROM c
        );
      END`)
      const began = performance.now()
      assert.isTrue(Here.commit(here, encoded("job/a", 1)))
      assert.isFalse(Here.takes(here, encoded("job/a", 1)))
      assert.isAbove(here.notBefore, began + 300)
    }))

  it("is nothing that another writer keeps from it", () =>
    withHere((here, path) => {
      const writer = other(path)
      const settled: Array<Settled["_tag"]> = []
      writer.exec("BEGIN IMMEDIATE")
      assert.isFalse(Here.commit(here, encoded("job/a", 1, settled)))
      writer.exec("COMMIT")
      assert.isTrue(Here.commit(here, encoded("job/a", 1, settled)))
      assert.isTrue(Here.commit(here, encoded("job/a", 1, settled)))
      assert.deepStrictEqual(settled, ["Appended", "Conflict"])
    }))

  it("fails as in the worker", () =>
    withHere((here, path) => {
      const settled: Array<Settled["_tag"]> = []
      other(path).exec(
        "CREATE TRIGGER broken BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'no room'); END"
      )
      assert.isTrue(Here.commit(here, encoded("job/a", 1, settled)))
      assert.deepStrictEqual(settled, ["StoreError"])
    }))
})

describe("one append after another", () => {
  it("leaves the thread to others in between", async () => {
    let turns = 0
    const count = async (signal: AbortSignal) => {
      for (; !signal.aborted; turns += 1) await setImmediate()
    }
    const program = Effect.raceFirst(appendAll(100), Effect.promise(count))
    await Effect.runPromise(Effect.provide(program, Stores.fresh))
    assert.isAtLeast(turns, 100)
  })

  it("lets SQLite's log grow no further than its cleaning up", { timeout: 60_000 }, async () => {
    const path = Stores.path()
    const program = Effect.andThen(
      appendAll(1000),
      Effect.sync(() => statSync(`${path}-wal`).size)
    )
    const size = await Effect.runPromise(Effect.provide(program, SqliteEventLog.layer({ path })))
    // At least two pages each would have come to more; SQLite cleans up from a thousand pages on.
    assert.isBelow(size, 1500 * 4120)
  })

  it("waits for another writer, while the thread goes on", async () => {
    const path = Stores.path()
    const program = Effect.gen(function* () {
      yield* appendOne(0)
      const writer = other(path)
      writer.exec("BEGIN IMMEDIATE")
      const began = performance.now()
      const release = async () => {
        await setTimeout(100)
        writer.exec("COMMIT")
      }
      yield* Effect.all([appendOne(1), Effect.promise(release)], { concurrency: 2 })
      assert.isAtLeast(performance.now() - began, 99)
      assertWhole(yield* all)
    })
    await Effect.runPromise(Effect.provide(program, SqliteEventLog.layer({ path })))
  })

  it("keeps its place among many at once", async () => {
    const program = Effect.gen(function* () {
      const log = yield* EventLog
      // In every second round many others append too, at their first time together.
      for (let round = 0; round < 20; round += 1) {
        const others = round % 2 === 0 ? 0 : 200
        const batches = Array.from({ length: others }, (_, at) => batch(`job/${round}-${at}`, 0, elapsed(1)))
        yield* Effect.forEach([batch("job/a", round, elapsed(1)), ...batches], (one) => log.append([one]), {
          concurrency: "unbounded",
          discard: true
        })
      }
      assertWhole(yield* all)
      assert.strictEqual((yield* log.readLast("job/a"))?.version, 20)
    })
    await Effect.runPromise(Effect.provide(program, Stores.fresh))
  })
})

describe("a connection that is closed", () => {
  it.each([true, false])("has done everything before (never blocking: %s)", async (neverBlocks) => {
    const path = Stores.path()
    const settled: Array<Settled["_tag"]> = []
    const program = Effect.map(WritingConnection.open({ path, neverBlocks }), ({ append }) => {
      for (let at = 0; at < 300; at += 1)
        append([batch(`job/${at}`, 0, elapsed(at === 150 ? 5000 : 1))], ({ _tag }) => settled.push(_tag))
    })
    await Effect.runPromise(Effect.scoped(program))
    assert.deepStrictEqual(
      settled,
      Array.from({ length: 300 }, () => "Appended" as const)
    )
  })
})

describe("a worker that ends", () => {
  it("ends all appends, also those that could be done in this thread", async () => {
    const path = Stores.path()
    const settled: Array<Settled["_tag"]> = []
    const program = Effect.gen(function* () {
      const link = yield* WorkerLink.start({ path })
      const outbox = Outbox.make(link, yield* Here.open(path))
      for (let at = 0; at < 300; at += 1) Outbox.append(outbox, pendingOf(`job/${at}`, 1, settled))
      yield* Effect.promise(() => link.worker.terminate())
      assert.lengthOf(settled, 300)
      Outbox.append(outbox, pendingOf("job/a", 1, settled))
      assert.strictEqual(settled.at(-1), "StoreError")
      yield* Outbox.sent(outbox)
      yield* WorkerLink.close(link)
    })
    await Effect.runPromise(Effect.scoped(program))
  })
})
