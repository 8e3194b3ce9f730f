/**
 * Appends on this side of the worker: they go there encoded and several together, and each learns what became of it.
 */
import * as Chain from "../../runtime/log/Chain.ts"
import type { StreamBatch } from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import * as LogRecord from "../../runtime/log/LogRecord.ts"
import type { Slot } from "./Appending.ts"
import type { Settle, Settled } from "./Connection.ts"
import type { Committed } from "./Message.ts"
import { StoreError } from "./StoreError.ts"

/** An append that is not answered yet. */
export interface Pending {
  readonly batches: ReadonlyArray<StreamBatch>
  /** The bodies of its records, as far as they are encoded. */
  readonly bodies: Array<string>
  /** Its batches, as far as they are encoded. */
  readonly slots: Array<Slot>
  readonly settle: Settle
}

/** Takes the first appends out of those that wait: so many, or fewer if they have that many events already. */
export const take = (waiting: Array<Pending>, appendsMax: number, eventsMax: number): Array<Pending> => {
  let appends = 0
  let events = 0
  for (const { batches } of waiting) {
    if (appends === appendsMax || events >= eventsMax) break
    appends += 1
    for (const batch of batches) events += batch.events.length
  }
  return waiting.splice(0, appends)
}

/** Encodes the events of an append and the states that are to be kept, and pauses after each so many. */
export function* encode({ batches, bodies, slots }: Pending, eventsAtOnce: number): Generator<void> {
  for (const { stream, expectedVersion, events, state } of batches) {
    slots.push({ stream, expectedVersion, count: events.length, state: state?.() })
    for (const [position, event] of events.entries()) {
      if (bodies.length > 0 && bodies.length % eventsAtOnce === 0) yield
      bodies.push(LogRecord.body(stream, expectedVersion + position + 1, event))
    }
  }
}

/** The records of an append behind a position; its hashes begin at a place among those of its group. */
const recordsOf = (
  { batches, bodies }: Pending,
  behind: number,
  hashes: string,
  start: number
): ReadonlyArray<HashedRecord> => {
  const records: Array<HashedRecord> = []
  for (const { stream, expectedVersion, events } of batches) {
    const opening = behind + records.length + 1
    for (const [position, event] of events.entries()) {
      const seq = opening + position
      const cause = LogRecord.causeOf(seq, opening)
      const text = LogRecord.textOf(seq, bodies[records.length] ?? "", cause)
      const at = (start + records.length) * Chain.digits
      const hash = hashes.slice(at, at + Chain.digits)
      records.push({ seq, stream, version: expectedVersion + position + 1, cause, event, text, hash })
    }
  }
  return records
}

/** Tells each append of a group what became of it. */
export const settle = (group: ReadonlyArray<Pending>, answer: Committed | StoreError): void => {
  if (answer instanceof StoreError) return settleAll(group, answer)
  const { behind, hashes, stale } = answer
  const refused = new Map(stale)
  let taken = 0
  for (const [position, pending] of group.entries()) {
    const conflict = refused.get(position)
    if (conflict === undefined) {
      const records = recordsOf(pending, behind + taken, hashes, taken)
      taken += records.length
      pending.settle({ _tag: "Appended", records })
    } else pending.settle(conflict)
  }
}

/** Tells all appends of a group the same. */
export const settleAll = (group: ReadonlyArray<Pending>, settled: Settled): void => {
  for (const { settle } of group) settle(settled)
}
