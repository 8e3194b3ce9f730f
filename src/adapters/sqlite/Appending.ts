import * as Chain from "../../runtime/log/Chain.ts"
/**
 * Appending to a store: any number of appends in one transaction, each whole or not at all (store rules (b) to (d)).
 *
 * Head and versions are those read inside the transaction, or remembered from the one before if SQLite's data version,
 * read inside the transaction too, shows that nobody else has written since: so it does not matter who else writes.
 */
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

/** What is known of the log inside a transaction: the head, and the versions it has read or brought about. */
interface Known {
  readonly dataVersion: number
  head: LogHead.LogHead
  readonly versions: Map<string, number>
}

/** Appends to a store. What it knows after a commit may still be so in the next transaction. */
export interface Appender {
  readonly store: Store.Store
  known: Known | undefined
}

/** More versions than this are read again. */
const versionsMax = 16_384

export const make = (store: Store.Store): Appender => ({ store, known: undefined })

/** The last record there is. */
export const head = (store: Store.Store): LogHead.LogHead => {
  const row = store.head.get()
  return row === undefined ? LogHead.empty : { seq: Number(row["seq"]), hash: String(row["hash"]) }
}

/** Only inside a transaction: it has locked the log at the data version that is read here. */
const knownOf = ({ store, known }: Appender): Known => {
  const dataVersion = Store.dataVersion(store)
  return known?.dataVersion === dataVersion && known.versions.size <= versionsMax
    ? known
    : { dataVersion, head: head(store), versions: new Map() }
}

const versionOf = (store: Store.Store, { versions }: Known, stream: string): number => {
  const known = versions.get(stream)
  if (known !== undefined) return known
  const version = Number(store.version.get(stream)?.["version"] ?? 0)
  versions.set(stream, version)
  return version
}

/** The first slot that was not decided at the version it would be appended to. */
const stale = (store: Store.Store, known: Known, slots: ReadonlyArray<Slot>): Stale | undefined => {
  const ahead = new Map<string, number>()
  for (const { stream, expectedVersion: expected, count } of slots) {
    const actual = ahead.get(stream) ?? versionOf(store, known, stream)
    if (actual !== expected) return { _tag: "Conflict", stream, expected, actual }
    ahead.set(stream, actual + count)
  }
  return undefined
}

type Columns = Pick<HashedRecord, "seq" | "stream" | "version" | "text" | "hash">

export const insert = (store: Store.Store, record: Columns, closes: boolean): void => {
  const { seq, stream, version, text, hash } = record
  store.insert.run(seq, stream, version, closes ? 1 : 0, text, hash)
}

const append = (store: Store.Store, known: Known, { slots, bodies }: Append): Outcome => {
  const conflict = stale(store, known, slots)
  if (conflict !== undefined) return conflict
  const behind = known.head.seq
  const hashes: Array<string> = []
  let { seq, hash } = known.head
  for (const { stream, expectedVersion, count, state } of slots) {
    const opening = seq + 1
    for (let position = 1; position <= count; position += 1) {
      seq += 1
      const text = LogRecord.textOf(seq, bodies[hashes.length] ?? "", LogRecord.causeOf(seq, opening))
      hash = Chain.next(hash, text)
      hashes.push(hash)
      const version = expectedVersion + position
      insert(store, { seq, stream, version, text, hash }, hashes.length === bodies.length)
    }
    const version = expectedVersion + count
    known.versions.set(stream, version)
    if (state !== undefined) States.keep(store, { stream, version, seq, hash }, state)
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
