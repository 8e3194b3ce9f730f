/**
 * The states of Jobs that a store keeps beside its records (store rule (h)): a cache, which may be dropped at any time.
 *
 * A state stands at a record, and its hash covers the hash of that record and its own text. Only where both are as they
 * were is it believed; otherwise it is as if it were not there, and the stream is told record by record.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite"
import * as Standing from "../../domain/job/Standing.ts"
import * as Chain from "../../runtime/log/Chain.ts"
import type { Told, Wanted } from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import * as StoredState from "../../runtime/log/StoredState.ts"
import * as Reading from "./Reading.ts"
import type { Store as OpenStore } from "./Store.ts"
import * as StoreError from "./StoreError.ts"

/** `stream`: its number; `standing`: its rank. */
const columns = `(
  stream INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  format INTEGER NOT NULL,
  standing INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT`

export const isThere = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'states'").get() !== undefined

/** A table that was dropped, or was not thought of when the store was made, is there again, and empty. */
export const create = (database: DatabaseSync): void =>
  database.exec(`CREATE TABLE IF NOT EXISTS states ${columns}`)

/** The same for a store that is only read: the table is there for this connection alone. */
export const pretend = (database: DatabaseSync): void => {
  if (!isThere(database)) database.exec(`CREATE TEMP TABLE states ${columns}`)
}

/** Streams, each with the state that is kept and the hash of the record it stands at, and whether more follow. */
const selected = `
SELECT t.id, t.name, s.version, s.hash, s.format, s.state, r.hash AS record,
  EXISTS (SELECT 1 FROM records WHERE stream = t.id AND version = s.version + 1) AS isBehind
FROM streams t
LEFT JOIN states s ON s.stream = t.id
LEFT JOIN records r ON r.seq = s.seq AND r.stream = t.id AND r.version = s.version`

/** Those of Jobs from a number on; from the second on, none that stands further than a rank at its last record. */
const wanted = `
WHERE t.id >= ?1 AND +t.name >= 'job/' AND +t.name < 'job0'
  AND (t.id = ?1 OR NOT (coalesce(s.standing, 0) > ?2 AND s.seq = (
    SELECT seq FROM records WHERE stream = t.id ORDER BY version DESC LIMIT 1
  )))
ORDER BY t.id`

export interface Statements {
  readonly one: StatementSync
  readonly all: StatementSync
  readonly behind: StatementSync
  readonly keep: StatementSync
}

export const prepare = (database: DatabaseSync): Statements => ({
  one: database.prepare(`${selected} WHERE t.name = ?`),
  all: database.prepare(`${selected} ${wanted}`),
  behind: database.prepare(
    "SELECT seq, version, text, hash FROM records WHERE stream = ? AND version > ? ORDER BY version"
  ),
  keep: database.prepare("REPLACE INTO states SELECT id, ?, ?, ?, ?, ?, ? FROM streams WHERE name = ?")
})

/** A record as it stands there. */
type Row = Pick<Reading.Row, "seq" | "version" | "text" | "hash">

interface State {
  readonly _tag: "State"
  readonly stream: string
  readonly version: number
  readonly text: string
}

/** What is told of a stream: its state, or some of its records. */
export type Piece =
  | State
  | { readonly _tag: "Rows"; readonly stream: string; readonly rows: ReadonlyArray<Row> }

/** Where the next page begins: behind a version of the stream of a number. */
export interface Place {
  readonly id: number
  readonly version: number
}

export interface Page {
  readonly pieces: ReadonlyArray<Piece>
  readonly next: Place | undefined
}

/** What a page has room for, in characters; a piece or a record takes some beside its text. */
const room = 2 ** 20
const besideText = 256

type Raw = Record<string, unknown>

/** The state of a row, if it can be believed. */
const believed = ({ name, version, format, state, record, hash }: Raw): State | undefined => {
  const text = String(state)
  if (format !== StoredState.format || Chain.next(String(record), text) !== hash) return undefined
  return { _tag: "State", stream: String(name), version: Number(version), text }
}

type Store = Pick<OpenStore, "path" | "states">

const streams = ({ states }: Store, which: Wanted, from: number): Iterable<Raw> =>
  "stream" in which ? states.one.iterate(which.stream) : states.all.iterate(from, Standing.ranks[which.upTo])

/** The rows of a stream behind a version, as far as there is room for them. */
const rowsOf = ({ path, states }: Store, { id, name }: Raw, behind: number, left: number) => {
  const rows: Array<Row> = []
  let rest = left
  for (const raw of states.behind.iterate(Number(id), behind)) {
    const row = {
      seq: Number(raw["seq"]),
      version: Number(raw["version"]),
      text: String(raw["text"]),
      hash: String(raw["hash"])
    }
    const version = behind + rows.length + 1
    if (row.version !== version)
      throw StoreError.damaged(path, `version ${version} of ${String(name)} is missing`)
    rows.push(row)
    rest -= row.text.length + besideText
    if (rest <= 0) break
  }
  return { rows, rest }
}

/** Nothing is told yet. */
export const start: Place = { id: 0, version: 0 }

/** The next of what is told of the wanted Jobs. */
export const page = (store: Store, which: Wanted, from: Place): Page => {
  const pieces: Array<Piece> = []
  let left = room
  for (const raw of streams(store, which, from.id)) {
    const id = Number(raw["id"])
    let version = id === from.id ? from.version : 0
    const state = version === 0 ? believed(raw) : undefined
    if (state !== undefined) {
      pieces.push(state)
      left -= state.text.length + besideText
      version = state.version
    }
    if (left > 0 && (state === undefined || raw["isBehind"] === 1)) {
      const { rows, rest } = rowsOf(store, raw, version, left)
      if (rows.length > 0) pieces.push({ _tag: "Rows", stream: String(raw["name"]), rows })
      left = rest
      version += rows.length
    }
    if (left <= 0) return { pieces, next: { id, version } }
  }
  return { pieces, next: undefined }
}

/** Pieces as they are told; throws where a record is not as it was written. */
export const told = (path: string, pieces: ReadonlyArray<Piece>): ReadonlyArray<Told> =>
  pieces.flatMap((piece): ReadonlyArray<Told> => {
    if (piece._tag === "State") return [piece]
    const { stream, rows } = piece
    return rows.map((row) => ({
      _tag: "Record",
      record: Reading.sound(path, { ...row, stream, closes: false })
    }))
  })

/** Keeps the state at a record, instead of the one before. */
export const keep = (
  { states }: Store,
  { stream, version, seq, hash }: Pick<HashedRecord, "stream" | "version" | "seq" | "hash">,
  { format, standing, text }: StoredState.StoredState
): void => {
  states.keep.run(version, seq, Chain.next(hash, text), format, Standing.ranks[standing], text, stream)
}
