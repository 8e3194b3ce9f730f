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
  readonly keep: StatementSync
}

export const prepare = (database: DatabaseSync): Statements => ({
  one: database.prepare(`${selected} WHERE t.name = ?`),
  all: database.prepare(`${selected} ${wanted}`),
  keep: database.prepare("REPLACE INTO states SELECT id, ?, ?, ?, ?, ?, ? FROM streams WHERE name = ?")
})

/** What is told of streams, records as they stand there. */
export type Piece =
  | { readonly _tag: "State"; readonly stream: string; readonly version: number; readonly text: string }
  | { readonly _tag: "Row"; readonly row: Reading.Row }

/** Where the next page begins: behind a version of the stream of a number. */
export interface Place {
  readonly id: number
  readonly version: number
}

export interface Page {
  readonly pieces: ReadonlyArray<Piece>
  readonly next: Place | undefined
}

/** A page is full with so many pieces, or characters. */
const full = { pieces: 4096, characters: 2 ** 20 }

type Raw = Record<string, unknown>

/** The state of a row, if it can be believed. */
const believed = ({ name, version, format, state, record, hash }: Raw): Piece | undefined => {
  const text = String(state)
  if (format !== StoredState.format || Chain.next(String(record), text) !== hash) return undefined
  return { _tag: "State", stream: String(name), version: Number(version), text }
}

type Store = Pick<OpenStore, "path" | "ofStream" | "states">

const streams = ({ states }: Store, which: Wanted, from: number): Iterable<Raw> =>
  "stream" in which ? states.one.iterate(which.stream) : states.all.iterate(from, Standing.ranks[which.upTo])

/** The rows of a stream behind a version. */
function* rowsOf({ path, ofStream }: Store, stream: string, behind: number): Iterable<Reading.Row> {
  let version = behind
  for (const raw of ofStream.iterate(stream, behind)) {
    const row = Reading.rowOf(raw)
    version += 1
    if (row.version !== version) throw StoreError.damaged(path, `version ${version} of ${stream} is missing`)
    yield row
  }
}

/** What there is of a stream behind a version: all of it where the version is 0. */
function* ofStream(store: Store, raw: Raw, behind: number): Iterable<Piece> {
  const state = behind === 0 ? believed(raw) : undefined
  if (state !== undefined) yield state
  if (state !== undefined && raw["isBehind"] === 0) return
  const version = state === undefined ? behind : Number(raw["version"])
  for (const row of rowsOf(store, String(raw["name"]), version)) yield { _tag: "Row", row }
}

/** Nothing is told yet. */
export const start: Place = { id: 0, version: 0 }

/** The next of what is told of the wanted Jobs. */
export const page = (store: Store, which: Wanted, from: Place): Page => {
  const pieces: Array<Piece> = []
  let characters = 0
  for (const raw of streams(store, which, from.id)) {
    const id = Number(raw["id"])
    for (const piece of ofStream(store, raw, id === from.id ? from.version : 0)) {
      pieces.push(piece)
      characters += piece._tag === "State" ? piece.text.length : piece.row.text.length
      if (pieces.length < full.pieces && characters < full.characters) continue
      return { pieces, next: { id, version: piece._tag === "State" ? piece.version : piece.row.version } }
    }
  }
  return { pieces, next: undefined }
}

/** A piece as it is told; throws where a record is not as it was written. */
export const told = (path: string, piece: Piece): Told =>
  piece._tag === "State" ? piece : { _tag: "Record", record: Reading.sound(path, piece.row) }

/** Keeps the state at a record, instead of the one before. */
export const keep = (
  { states }: Store,
  { stream, version, seq, hash }: Pick<HashedRecord, "stream" | "version" | "seq" | "hash">,
  { format, standing, text }: StoredState.StoredState
): void => {
  states.keep.run(version, seq, Chain.next(hash, text), format, Standing.ranks[standing], text, stream)
}
