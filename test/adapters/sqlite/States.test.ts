import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import * as LogExport from "../../../src/adapters/sqlite/LogExport.ts"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import * as StatesCheck from "../../../src/adapters/sqlite/StatesCheck.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import * as States from "../../../src/runtime/log/States.ts"
import * as StoredState from "../../../src/runtime/log/StoredState.ts"
import * as Verification from "../../../src/runtime/log/Verification.ts"
import { life, type Lived } from "../../../src/testing/EventLogStory.ts"
import * as Stores from "./Stores.ts"

const lives: ReadonlyArray<ReadonlyArray<Lived>> = [
  life("gone"),
  life("at-rest", {}),
  life("at-work").slice(0, 9),
  life("young").slice(0, 2)
]

const use = <A>(path: string, readOnly: boolean, test: Effect.Effect<A, unknown, EventLog>): Promise<A> =>
  Effect.runPromise(Effect.provide(test, SqliteEventLog.layer({ path, readOnly })))

/** A store with Jobs of every standing; states are kept at their last batches but one, and of the two first at the last. */
const filled = async (): Promise<string> => {
  const path = Stores.path()
  const isKept = (lived: ReadonlyArray<Lived>, one: Lived, number: number): boolean =>
    lived.indexOf(one) === lived.length - (number < 2 ? 1 : 2)
  const append = Effect.flatMap(EventLog, (log) =>
    Effect.forEach(lives, (lived, number) =>
      Effect.forEach(lived, (one) => {
        const { stream, expectedVersion, events, job } = one
        const batch = { stream, expectedVersion, events }
        return log.append([
          isKept(lived, one, number) ? { ...batch, state: () => StoredState.of(job) } : batch
        ])
      })
    )
  )
  await use(path, false, append)
  return path
}

const alter = (path: string, sql: string): void => {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

/** What is told, and how: how many states, how many records. */
const told = Effect.gen(function* () {
  const log = yield* EventLog
  const all = yield* States.jobs(log, "Gone")
  const atWork = yield* States.jobs(log, "AtWork")
  const each = yield* Effect.forEach(lives, ([first]) => States.job(log, first?.stream ?? ""))
  const pieces = yield* Stream.runCollect(log.readStates({ upTo: "AtWork" }))
  return {
    all: all.map(({ job }) => job),
    atWork: atWork.map(({ job }) => job),
    each,
    states: pieces.filter(({ _tag }) => _tag === "State").length,
    records: pieces.filter(({ _tag }) => _tag === "Record").length
  }
})

const jobs = lives.map((lived) => lived.at(-1)?.job)
const answers = { all: jobs, atWork: jobs.slice(2), each: jobs }

const verified = async (path: string) => {
  const check = await Effect.runPromise(StatesCheck.start(path))
  const verifier = Verification.start((closed) => StatesCheck.see(check, closed))
  await Effect.runPromise(
    Stream.runForEach(LogExport.lines(path), (line) =>
      Effect.sync(() => assert.isUndefined(Verification.line(verifier, line)))
    )
  )
  assert.strictEqual(Verification.end(verifier)._tag, "Verified")
  return StatesCheck.end(check)
}

describe("a store that keeps states", () => {
  it("tells nothing of Jobs at rest, and of the others only what came after", async () => {
    const path = await filled()
    const tails = lives.slice(2).map((lived) => lived.at(-1)?.events.length ?? 0)
    for (const readOnly of [false, true])
      assert.deepStrictEqual(await use(path, readOnly, told), {
        ...answers,
        states: 2,
        records: tails.reduce((sum, tail) => sum + tail, 0)
      })
    assert.isUndefined(await verified(path))
  })

  const alterations: ReadonlyArray<readonly [string, string]> = [
    ["without its table", "DROP TABLE states"],
    ["without its rows", "DELETE FROM states"],
    ["without one of its rows", "DELETE FROM states WHERE stream = 3"],
    ["with texts that are cut off", "UPDATE states SET state = substr(state, 1, 40)"],
    [
      "with texts that say something else",
      `UPDATE states SET state = replace(state, '"failed":1', '"failed":7')`
    ],
    ["with texts of another format", "UPDATE states SET format = 99, state = '[]'"],
    ["with states of each other", "UPDATE states SET state = (SELECT state FROM states WHERE stream = 1)"],
    ["with states at other records", "UPDATE states SET seq = seq - 1"],
    ["with states at other versions", "UPDATE states SET version = version - 1"],
    [
      "with states of records that are not there",
      "UPDATE states SET seq = seq + 1000, version = version + 1000"
    ],
    ["with states of streams that are not there", "UPDATE states SET stream = stream + 1000"]
  ]

  it.each(alterations)("gives the same answers %s", async (_name, sql) => {
    const path = await filled()
    alter(path, sql)
    for (const readOnly of [true, false]) {
      const { all, atWork, each } = await use(path, readOnly, told)
      assert.deepStrictEqual({ all, atWork, each }, answers)
    }
  })

  const damages: ReadonlyArray<readonly [string, string, RegExp]> = [
    [
      "whose text was altered",
      `UPDATE states SET state = replace(state, '"failed":1', '"failed":7') WHERE stream = 3`,
      /^the state of job\/\S+ kept at version \d+ does not fit its hash and that of its record$/
    ],
    [
      "of another standing",
      "UPDATE states SET standing = 1 WHERE stream = 3",
      /is not what its events lead to$/
    ],
    [
      "in the midst of a batch",
      "UPDATE states SET version = version - 1 WHERE stream = 3",
      /stands where no batch ends$/
    ],
    [
      "of no stream",
      "UPDATE states SET stream = 99 WHERE stream = 3",
      /^the state of stream 99 .* no batch ends$/
    ]
  ]

  it.each(damages)("is verified with them: a state %s is damage", async (_name, sql, reason) => {
    const path = await filled()
    alter(path, sql)
    assert.match((await verified(path))?.reason ?? "", reason)
  })

  it("is verified with them: a state that is whole and wrong is damage", async () => {
    const path = await filled()
    const wrong = (one: Lived) => () => StoredState.of({ ...one.job, failed: 7 })
    const append = Effect.flatMap(EventLog, (log) =>
      Effect.forEach(life("wrong"), (one, position) =>
        log.append([{ ...one, ...(position === 5 ? { state: wrong(one) } : {}) }])
      )
    )
    await use(path, false, append)
    assert.match((await verified(path))?.reason ?? "", /is not what its events lead to$/)
  })

  it("has states of another format looked over", async () => {
    const path = await filled()
    alter(path, "UPDATE states SET format = 99, state = '[]'")
    assert.isUndefined(await verified(path))
  })
})
