/**
 * Processes that share a store, and processes that are killed (store rules (b), (d), (f); promise P10).
 */
import { execFile, spawn, type ChildProcess } from "node:child_process"
import { resolve } from "node:path"
import { promisify } from "node:util"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { assert, describe, it, onTestFinished } from "vitest"
import * as Columns from "../../../src/adapters/sqlite/Columns.ts"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import type { HashedRecord } from "../../../src/runtime/log/Jsonl.ts"
import { all, assertWhole, batch, elapsed } from "../../../src/testing/EventLogStory.ts"
import * as Stores from "./Stores.ts"

interface Appender {
  readonly child: ChildProcess
  /** What was acknowledged so far: streams and versions. */
  readonly acknowledged: Array<readonly [string, number]>
  readonly ended: Promise<string>
}

/** Starts an appender; `seen` is told how much was acknowledged. */
const start = (
  args: ReadonlyArray<string>,
  seen: (count: number, child: ChildProcess) => void = () => undefined
): Appender => {
  const child = spawn(process.execPath, [resolve("test/adapters/sqlite/Appender.ts"), ...args])
  onTestFinished(() => void child.kill("SIGKILL"))
  const acknowledged: Array<readonly [string, number]> = []
  let rest = ""
  let complaints = ""
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text))
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) {
      const [stream = "", version] = line.split(" ")
      acknowledged.push([stream, Number(version)])
    }
    seen(acknowledged.length, child)
  })
  const ended = new Promise<string>((done) => child.once("close", () => done(complaints)))
  return { child, acknowledged, ended }
}

const read = (path: string): Promise<ReadonlyArray<HashedRecord>> =>
  Effect.runPromise(Effect.provide(all, SqliteEventLog.layer({ path, readOnly: true })))

const versionsOf = (records: ReadonlyArray<HashedRecord>): ReadonlyMap<string, number> =>
  new Map(records.map(({ stream, version }) => [stream, version]))

/** Nothing acknowledged is missing, nothing stands there by halves, and the rows are as they should be. */
const assertSound = async (
  path: string,
  acknowledged: Appender["acknowledged"]
): Promise<ReadonlyArray<HashedRecord>> => {
  const records = await read(path)
  assertWhole(records)
  const versions = versionsOf(records)
  for (const [stream, version] of acknowledged) assert.isAtLeast(versions.get(stream) ?? 0, version, stream)
  for (const [stream, version] of versions) {
    if (!stream.startsWith("beside "))
      assert.strictEqual(version, 3 * (versions.get(`beside ${stream}`) ?? 0))
  }
  assert.isUndefined(await Effect.runPromise(Columns.check(path)))
  return records
}

describe("two processes and this one on one store", () => {
  it("lose and double nothing, and see what the others append", { timeout: 60_000 }, async () => {
    const path = Stores.path()
    const rounds = 40
    const total = (2 * 3 + 2) * 4 * rounds + 4 * rounds
    const program = Effect.gen(function* () {
      const log = yield* EventLog
      const seen = yield* log
        .subscribe(0)
        .pipe(Stream.take(total), Stream.runCollect, Effect.forkChild({ startImmediately: true }))
      const others = ["left", "right"].map((name) => start([path, name, String(rounds)]))
      for (let round = 0; round < rounds; round += 1) {
        const events = elapsed(3)
        yield* log.append([batch("this", round * 3, events), batch("beside this", round, elapsed(1))])
      }
      for (const { ended } of others) assert.strictEqual(yield* Effect.promise(() => ended), "")
      return { seen: yield* Fiber.join(seen), others }
    })
    const { seen, others } = await Effect.runPromise(Effect.provide(program, SqliteEventLog.layer({ path })))
    const records = await assertSound(
      path,
      others.flatMap(({ acknowledged }) => acknowledged)
    )
    assert.deepStrictEqual(records, seen)
    const versions = versionsOf(records)
    for (const stream of ["left/a", "left/b", "right/c", "this"])
      assert.strictEqual(versions.get(stream), 3 * rounds, stream)
    assert.strictEqual(versions.get("shared"), 6 * rounds)
  })
})

describe("a process killed in the midst of its appends", () => {
  it("has lost nothing that was acknowledged, and left nothing by halves", { timeout: 120_000 }, async () => {
    const path = Stores.path()
    const acknowledged: Appender["acknowledged"] = []
    let before = 0
    for (let round = 0; round < 10; round += 1) {
      const appender = start([path, "killed"], (count, child) => {
        if (count > 11 * round) child.kill("SIGKILL")
      })
      assert.strictEqual(await appender.ended, "")
      acknowledged.push(...appender.acknowledged)
      const records = await assertSound(path, acknowledged)
      assert.isAbove(records.length, before)
      before = records.length
    }
  })
})

describe("a process that gave up its questions", () => {
  it("lives until its store is closed", { timeout: 30_000 }, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      resolve("test/adapters/sqlite/Closer.ts"),
      Stores.path()
    ])
    assert.strictEqual(stdout, "closed\n")
  })
})
