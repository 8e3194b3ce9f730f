/**
 * Appending to a store: any number of appends in one transaction, each whole or not at all (store rules (b) to (d)).
 *
 * Head and versions are those read inside the transaction, or remembered from the one before if SQLite's data version,
 * read inside the transaction too, shows that nobody else has written since: so it does not matter who else writes.
 */
import * as Chain from "../../runtime/log/Chain.ts"
import type { Conflict } from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import * as LogHead from "../../runtime/log/LogHead.ts"
import * as LogRecord from "../../runtime/log/LogRecord.ts"
import type { StoredState } from "../../runtime/log/StoredState.ts"
import * as States from "./States.ts"
import * as Store from "./Store.ts"

/** So many events, decided at this version of the stream; without events only the version counts. */
export interface Slot {
  readonly stream: string
  readonly expectedVersion: number
  readonly count: number
  /** The state after them, where it is to be kept. */
  readonly state?: StoredState | undefined
}

/** One call of `append`: the bodies of its events one after the other, and which of them belong to which stream. */
export interface Append {
  readonly slots: ReadonlyArray<Slot>
  readonly bodies: ReadonlyArray<string>
}

export type Stale = Pick<Conflict, "_tag" | "stream" | "expected" | "actual">

/** What an append is to be told after the commit: the position before its first record, and its records' hashes. */
export type Outcome =
  | { readonly _tag: "Appended"; readonly behind: number; readonly hashes: ReadonlyArray<string> }
  | Stale

/** A stream as it stands: its number, once there is something in it, and its version. */
interface Stream {
  id: number | undefined
  version: number
}

/** What is known of the log inside a transaction: the head, and the streams it has read or appended to. */
interface Known {
  readonly dataVersion: number
  head: LogHead.LogHead
  readonly streams: Map<string, Stream>
}

/** Appends to a store. What it knows after a commit may still be so in the next transaction. */
export interface Appender {
  readonly store: Store.Store
  known: Known | undefined
}

/** More streams than this are read again. */
const streamsMax = 16_384

export const make = (store: Store.Store): Appender => ({ store, known: undefined })

/** The last record there is. */
export const head = (store: Store.Store): LogHead.LogHead => {
  const row = store.head.get()
  return row === undefined ? LogHead.empty : { seq: Number(row["seq"]), hash: String(row["hash"]) }
}

/** Only inside a transaction: it has locked the log at the data version that is read here. */
const knownOf = ({ store, known }: Appender): Known => {
  const dataVersion = Store.dataVersion(store)
  return known?.dataVersion === dataVersion && known.streams.size <= streamsMax
    ? known
    : { dataVersion, head: head(store), streams: new Map() }
}

const read = (store: Store.Store, name: string): Stream => {
  const row = store.stream.get(name)
  return row === undefined
    ? { id: undefined, version: 0 }
    : { id: Number(row["id"]), version: Number(row["version"] ?? 0) }
}

const streamOf = (store: Store.Store, { streams }: Known, name: string): Stream => {
  const known = streams.get(name)
  if (known !== undefined) return known
  const stream = read(store, name)
  streams.set(name, stream)
  return stream
}

const newId = (store: Store.Store, name: string): number => Number(store.newStream.run(name).lastInsertRowid)

/** The first slot that was not decided at the version it would be appended to. */
const stale = (store: Store.Store, known: Known, slots: ReadonlyArray<Slot>): Stale | undefined => {
  const ahead = new Map<string, number>()
  for (const { stream, expectedVersion: expected, count } of slots) {
    const actual = ahead.get(stream) ?? streamOf(store, known, stream).version
    if (actual !== expected) return { _tag: "Conflict", stream, expected, actual }
    ahead.set(stream, actual + count)
  }
  return undefined
}

type Row = Pick<HashedRecord, "seq" | "version" | "text" | "hash">

const insert = (store: Store.Store, stream: number, row: Row, closes: boolean): void => {
  const { seq, version, text, hash } = row
  store.insert.run(seq, stream, version, closes ? 1 : 0, text, hash)
}

/** Inserts a record as it is. */
export const insertRecord = (store: Store.Store, record: HashedRecord, closes: boolean): void => {
  const { stream } = record
  insert(store, read(store, stream).id ?? newId(store, stream), record, closes)
}

const append = (store: Store.Store, known: Known, { slots, bodies }: Append): Outcome => {
  const conflict = stale(store, known, slots)
  if (conflict !== undefined) return conflict
  const behind = known.head.seq
  const hashes: Array<string> = []
  let { seq, hash } = known.head
  for (const { stream: name, expectedVersion, count, state } of slots) {
    if (count === 0) continue
    const stream = streamOf(store, known, name)
    const id = (stream.id ??= newId(store, name))
    const opening = seq + 1
    for (let position = 1; position <= count; position += 1) {
      seq += 1
      const text = LogRecord.textOf(seq, bodies[hashes.length] ?? "", LogRecord.causeOf(seq, opening))
      hash = Chain.next(hash, text)
      hashes.push(hash)
      const version = expectedVersion + position
      insert(store, id, { seq, version, text, hash }, hashes.length === bodies.length)
    }
    stream.version = expectedVersion + count
    if (state !== undefined) States.keep(store, { stream: name, version: stream.version, seq, hash }, state)
  }
  known.head = { seq, hash }
  return { _tag: "Appended", behind, hashes }
}

/** Appends a group, durably; whoever conflicts is left out alone. Throws when the mechanism fails, for all of them. */
export const commit = (appender: Appender, group: ReadonlyArray<Append>): ReadonlyArray<Outcome> => {
  const { store } = appender
  const { outcomes, known } = Store.transaction(store, () => {
    const known = knownOf(appender)
    // What a transaction that fails has changed is no longer so.
    appender.known = undefined
    return { outcomes: group.map((one) => append(store, known, one)), known }
  })
  appender.known = known
  return outcomes
}
