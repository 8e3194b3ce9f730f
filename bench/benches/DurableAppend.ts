/**
 * Appends that are on the disk when they are answered (B3): ours beside bare SQLite, both with WAL and
 * `synchronous=FULL`, and beside a plain file.
 *
 * SQLite's table has our texts and hashes, ready made, but no index, as a log that is only appended to needs none: ours
 * has one, unique, over streams and versions, and keeps it up in the time that is measured.
 */
import { fdatasyncSync, mkdtempSync, openSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as SqliteEventLog from "../../src/adapters/sqlite/SqliteEventLog.ts"
import type { Event } from "../../src/domain/event/Event.ts"
import { EventLog } from "../../src/runtime/log/EventLog.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LogRecord from "../../src/runtime/log/LogRecord.ts"
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"

const event: Event = {
  _tag: "ContainerExited",
  at: 1_767_225_602_000,
  ordinal: 0,
  container: "main",
  attempt: 0,
  exitCode: 1,
  reason: "Error",
  finishedAt: 1_767_225_602_000
}

const directory = (): string => mkdtempSync(join(tmpdir(), "jobledger-bench-"))

/** So many writers, each of which appends one event after another to a stream of its own. */
const ours = (writers: number, each: number): Side.Side => {
  const runtime = ManagedRuntime.make(SqliteEventLog.layer({ path: join(directory(), "events.sqlite") }))
  let round = 0
  return Side.timed("ours", () =>
    runtime.runPromise(
      Effect.gen(function* () {
        const log = yield* EventLog
        round += 1
        const write = Effect.fnUntraced(function* (writer: number) {
          for (let version = 0; version < each; version += 1)
            yield* log.append([
              { stream: `job/${round}-${writer}`, expectedVersion: version, events: [event] }
            ])
        })
        yield* Effect.forEach(
          Array.from({ length: writers }, (_, writer) => writer),
          write,
          {
            concurrency: "unbounded",
            discard: true
          }
        )
        return { units: writers * each, facts: `${writers * each} events` }
      })
    )
  )
}

const line = LogRecord.encode({ seq: 1, stream: "job/1", version: 1, cause: 0 }, event).text
const hash = "0".repeat(64)

/** A line appended to a file, and synchronised, at a time. */
const file = (total: number): Side.Side => {
  const descriptor = openSync(join(directory(), "plain.jsonl"), "a")
  const text = `${Jsonl.line({ text: line, hash })}\n`
  return Side.timed("write and fdatasync", () => {
    for (let done = 0; done < total; done += 1) {
      writeSync(descriptor, text)
      fdatasyncSync(descriptor)
    }
    return { units: total, facts: `${total} events` }
  })
}

/** SQLite by itself, so many rows in a transaction. */
const sqlite = (total: number, batch: number): Side.Side => {
  const database = new DatabaseSync(join(directory(), "plain.sqlite"))
  database.exec(
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE records (seq INTEGER PRIMARY KEY, stream TEXT, version INTEGER, text TEXT, hash TEXT)"
  )
  const insert = database.prepare("INSERT INTO records (stream, version, text, hash) VALUES (?, ?, ?, ?)")
  return Side.timed("node:sqlite", () => {
    for (let done = 0; done < total; done += batch) {
      database.exec("BEGIN IMMEDIATE")
      for (let row = 0; row < batch; row += 1) insert.run("job/1", done + row, line, hash)
      database.exec("COMMIT")
    }
    return { units: total, facts: `${total} events` }
  })
}

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => [
  await Row.ratio(
    "1 writer, SQLite with one row a transaction",
    [ours(1, 1000), sqlite(1000, 1)],
    { better: "more", floor: 1, goal: 1.4 },
    settings
  ),
  await Row.ratio(
    "1 writer, a file appended to and synchronised line by line",
    [ours(1, 1000), file(1000)],
    { better: "more", floor: 0.8, goal: 1 },
    settings
  ),
  await Row.ratio(
    "16 writers, SQLite with one row a transaction",
    [ours(16, 200), sqlite(3200, 1)],
    undefined,
    settings
  ),
  await Row.ratio(
    "256 writers, SQLite with 100 rows a transaction",
    [ours(256, 100), sqlite(25_600, 100)],
    { better: "more", floor: 1.2, goal: 2 },
    settings
  )
]

export const DurableAppend: Bench = {
  name: "append",
  title: "Durable appends",
  needsPeers: false,
  workloads: { writer: () => ours(1, 1000), writers: () => ours(256, 100) },
  rows
}
