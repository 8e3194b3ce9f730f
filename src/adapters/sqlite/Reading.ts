/**
 * Reading a store page by page. A record is given out only if it is where its text says it is: what was altered, lost
 * or misplaced ends the reading with its `seq`.
 */
import * as Result from "effect/Result"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import * as LogRecord from "../../runtime/log/LogRecord.ts"
import type { Store } from "./Store.ts"
import * as StoreError from "./StoreError.ts"

/** A row as it stands there, unchecked. */
export interface Row {
  readonly seq: number
  readonly stream: string
  readonly version: number
  readonly closes: boolean
  readonly text: string
  readonly hash: string
}

/** Records of a log, in order; `isWhole`: the last of them is the last of its append. */
export interface Page {
  readonly records: ReadonlyArray<HashedRecord>
  readonly isWhole: boolean
}

/** A page ends with an append once it is full, and in the midst of one before it is too full. */
const full = { records: 256, characters: 2 ** 20 }
const tooFull = { records: 4096, characters: 2 ** 23 }

/** The columns are STRICT: each has the type of its table. */
export const rowOf = (raw: Record<string, unknown>): Row => ({
  seq: Number(raw["seq"]),
  stream: String(raw["stream"]),
  version: Number(raw["version"]),
  closes: raw["closes"] === 1,
  text: String(raw["text"]),
  hash: String(raw["hash"])
})

/** Rows from the first to the one that fills the page, and none behind the record `last`. */
const page = (raws: Iterable<Record<string, unknown>>, last: number): ReadonlyArray<Row> => {
  const rows: Array<Row> = []
  let characters = 0
  const isOver = (limit: typeof full): boolean =>
    rows.length >= limit.records || characters >= limit.characters
  for (const raw of raws) {
    const row = rowOf(raw)
    if (row.seq > last) break
    rows.push(row)
    characters += row.text.length
    if (isOver(row.closes ? full : tooFull)) break
  }
  return rows
}

/** The record of a row, or what is wrong with it. */
const decoded = (path: string, row: Row): HashedRecord | StoreError.StoreError => {
  const parsed = LogRecord.decode(row.text)
  if (Result.isFailure(parsed)) return StoreError.damaged(path, `record ${row.seq}: ${parsed.failure.reason}`)
  const { seq, stream, version } = parsed.success
  return seq === row.seq && stream === row.stream && version === row.version
    ? { ...parsed.success, hash: row.hash }
    : StoreError.damaged(
        path,
        `record ${row.seq}, version ${row.version} of ${row.stream}, says it is record ${seq}, version ${version} of ${stream}`
      )
}

/** The records before the first bad one; throws where that is the very first (promise P10). */
const good = (
  rows: ReadonlyArray<Row>,
  judge: (row: Row, position: number) => HashedRecord | StoreError.StoreError
): ReadonlyArray<HashedRecord> => {
  const records: Array<HashedRecord> = []
  for (const [position, row] of rows.entries()) {
    const record = judge(row, position)
    if (!("_tag" in record)) records.push(record)
    else if (position === 0) throw record
    else break
  }
  return records
}

/** The next rows behind a position, as they are; for exports and checks. */
export const rows = (store: Store, behind: number, last: number): ReadonlyArray<Row> =>
  page(store.behind.iterate(behind), last)

/** The next records behind a position, up to `last`. */
export const all = (store: Store, behind: number, last: number): Page => {
  const there = rows(store, behind, last)
  const records = good(there, (row, position) => {
    const expected = behind + 1 + position
    return row.seq === expected
      ? decoded(store.path, row)
      : StoreError.damaged(store.path, `record ${expected} is missing`)
  })
  // Before what is damaged there is no more to wait for.
  const isCutShort = records.length < there.length
  return { records, isWhole: isCutShort || (there.at(-1)?.closes ?? true) }
}

/** The next records of a stream behind a version, up to the record `last`. */
export const ofStream = (
  store: Store,
  stream: string,
  behind: number,
  last: number
): ReadonlyArray<HashedRecord> =>
  good(page(store.ofStream.iterate(stream, behind), last), (row, position) => {
    const expected = behind + 1 + position
    return row.version === expected
      ? decoded(store.path, row)
      : StoreError.damaged(store.path, `version ${expected} of ${stream} is missing`)
  })

/** The record of a row; throws where it is not what its row says. */
export const sound = (path: string, row: Row): HashedRecord => {
  const record = decoded(path, row)
  if ("_tag" in record) throw record
  return record
}

/** The last record of a stream. */
export const last = (store: Store, stream: string): HashedRecord | undefined => {
  const raw = store.last.get(stream)
  return raw === undefined ? undefined : sound(store.path, rowOf(raw))
}
