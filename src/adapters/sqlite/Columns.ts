/**
 * Whether a store's columns say what its texts say, and its hashes are those of its texts (store rule (a)).
 *
 * The text is the truth: a column that differs would have readers see another log than `Verification` does.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Chain from "../../runtime/log/Chain.ts"
import * as LogExport from "./LogExport.ts"
import type { Row } from "./Reading.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import type { Store } from "./Store.ts"
import type { StoreError } from "./StoreError.ts"

/** `seq`: the first record whose row is wrong; 0 where SQLite itself finds the file damaged. */
export interface Misplaced {
  readonly _tag: "Misplaced"
  readonly seq: number
  readonly reason: string
}

type Before = Pick<Row, "seq" | "hash" | "closes">

const start: Before = { seq: 0, hash: Chain.genesis, closes: true }

const envelopeOf = (text: string): Readonly<Record<string, unknown>> => {
  try {
    // Whatever JSON it is, its members are looked at as values that may be anything.
    return (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}

/** What is wrong with a row behind another, if anything is. */
const objection = (before: Before, row: Row): string | undefined => {
  if (row.seq !== before.seq + 1) return `record ${before.seq + 1} is missing`
  const text = envelopeOf(row.text)
  for (const column of ["seq", "stream", "version"] as const) {
    if (text[column] !== row[column])
      return `the column ${column} is ${JSON.stringify(row[column])}, the text says ${JSON.stringify(text[column])}`
  }
  if (row.hash !== Chain.next(before.hash, row.text))
    return "the hash does not fit the record and the one before it"
  return before.closes && text["cause"] !== 0 ? "an append ends inside a batch" : undefined
}

/** SQLite's own check: its pages are whole, and its indexes hold what the table holds. */
const integrity = (store: Store): Misplaced | undefined => {
  const row = store.database.prepare("PRAGMA integrity_check(1)").get()
  const reason = String(row?.["integrity_check"])
  return reason === "ok" ? undefined : { _tag: "Misplaced", seq: 0, reason }
}

const ofRows = (store: Store): Effect.Effect<Misplaced | undefined, StoreError> =>
  Effect.gen(function* () {
    let before = start
    let found: Misplaced | undefined
    yield* LogExport.rows(store).pipe(
      Stream.takeWhile((row) => {
        const reason = objection(before, row)
        if (reason !== undefined) found = { _tag: "Misplaced", seq: before.seq + 1, reason }
        before = row
        return found === undefined
      }),
      Stream.runDrain
    )
    if (found !== undefined || before.closes) return found
    return { _tag: "Misplaced", seq: before.seq, reason: "the log ends inside an append" }
  })

/** The first thing wrong with the rows of a store; `undefined` if all is well. */
export const check = (path: string): Effect.Effect<Misplaced | undefined, StoreError> =>
  Effect.scoped(
    Effect.gen(function* () {
      const store = yield* ReadingConnection.open({ path, readOnly: true })
      const damage = yield* ReadingConnection.attempt(path, () => integrity(store))
      return damage ?? (yield* ofRows(store))
    })
  )
