/**
 * Appending to a store: any number of appends in one transaction, each whole or not at all (store rules (b) to (d)).
 *
 * Head and versions are read inside the transaction and nowhere else, so that it does not matter who else writes.
 */
import type { Recorded } from "../../domain/event/Event.ts"
import type { Conflict } from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import * as LogHead from "../../runtime/log/LogHead.ts"
import * as Store from "./Store.ts"

/** So many events, decided at this version of the stream; without events only the version counts. */
export interface Slot {
  readonly stream: string
  readonly expectedVersion: number
  readonly count: number
}

/** One call of `append`: its events one after the other, and which of them belong to which stream. */
export interface Append {
  readonly slots: ReadonlyArray<Slot>
  readonly events: ReadonlyArray<Recorded>
}

export type Stale = Pick<Conflict, "_tag" | "stream" | "expected" | "actual">

/** What an append is to be told after the commit. */
export type Outcome = { readonly _tag: "Appended"; readonly records: ReadonlyArray<HashedRecord> } | Stale

/** What one transaction knows of the log: the head and the versions it has read or brought about. */
interface Known {
  head: LogHead.LogHead
  readonly versions: Map<string, number>
}

/** The last record there is. */
export const head = (store: Store.Store): LogHead.LogHead => {
  const row = store.head.get()
  return row === undefined ? LogHead.empty : { seq: Number(row["seq"]), hash: String(row["hash"]) }
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

const recordsOf = (known: Known, { slots, events }: Append): ReadonlyArray<HashedRecord> => {
  let taken = 0
  return slots.flatMap(({ stream, expectedVersion, count }) => {
    const records = LogHead.records(known.head, stream, expectedVersion, events.slice(taken, taken + count))
    taken += count
    known.head = LogHead.after(known.head, records)
    known.versions.set(stream, expectedVersion + count)
    return records
  })
}

export const insert = (store: Store.Store, record: HashedRecord, closes: boolean): void => {
  const { seq, stream, version, text, hash } = record
  store.insert.run(seq, stream, version, closes ? 1 : 0, text, hash)
}

const append = (store: Store.Store, known: Known, one: Append): Outcome => {
  const conflict = stale(store, known, one.slots)
  if (conflict !== undefined) return conflict
  const records = recordsOf(known, one)
  records.forEach((record, position) => insert(store, record, position === records.length - 1))
  return { _tag: "Appended", records }
}

/** Appends a group, durably; whoever conflicts is left out alone. Throws when the mechanism fails, for all of them. */
export const commit = (store: Store.Store, group: ReadonlyArray<Append>): ReadonlyArray<Outcome> =>
  Store.transaction(store, () => {
    const known: Known = { head: head(store), versions: new Map() }
    return group.map((one) => append(store, known, one))
  })
