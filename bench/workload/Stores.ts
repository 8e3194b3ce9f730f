/**
 * Stores with a log of `Logs`, cut where many Pods may be at work, and with states of Jobs up to some record: as if
 * they had been kept in every append before it, and in none behind it.
 */
import { mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import * as Result from "effect/Result"
import * as StorePath from "../../src/adapters/cli/StorePath.ts"
import * as Appending from "../../src/adapters/sqlite/Appending.ts"
import * as States from "../../src/adapters/sqlite/States.ts"
import * as Store from "../../src/adapters/sqlite/Store.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LogStates from "../../src/runtime/log/States.ts"
import * as StoredState from "../../src/runtime/log/StoredState.ts"
import * as Logs from "./Logs.ts"

export interface Wanted {
  readonly name: Logs.Name
  readonly events: number
  /** So many events behind the last state; none is kept where it is absent. */
  readonly tail?: number
}

export interface Made {
  readonly directory: string
  readonly events: number
  readonly jobs: number
}

/** A store being written: the batch that is not inserted yet, the Jobs so far, and which of their states are new. */
interface Writer {
  readonly store: Store.Store
  readonly statesUpTo: number
  readonly jobs: Map<string, Job.Job>
  readonly unkept: Map<string, Jsonl.HashedRecord>
  batch: Array<Jsonl.HashedRecord>
}

/** The states of the Jobs at their last records so far. */
const keepAll = ({ store, jobs, unkept }: Writer): void => {
  for (const [stream, last] of unkept)
    States.keep(store, last, StoredState.of(jobs.get(stream) ?? Job.initialState))
  unkept.clear()
}

const closeBatch = (writer: Writer): void => {
  const { store, jobs, unkept, batch, statesUpTo } = writer
  const last = batch.at(-1)
  if (last === undefined) return
  if (last.seq > statesUpTo) keepAll(writer)
  const before = jobs.get(last.stream) ?? Job.initialState
  const after = batch.reduce(LogStates.after, before)
  jobs.set(last.stream, after)
  for (const record of batch) Appending.insertRecord(store, record, record === last)
  writer.batch = []
  if (last.seq > statesUpTo) return
  if (StoredState.isDue(before, after)) {
    States.keep(store, last, StoredState.of(after))
    unkept.delete(last.stream)
  } else unkept.set(last.stream, last)
}

/** The batches that open at one of the first so many records. */
const write = (writer: Writer, log: Logs.Log, events: number): void => {
  Logs.eachLine(log, (line) => {
    const record = Result.getOrThrow(Jsonl.parse(line))
    if (record.cause === 0) closeBatch(writer)
    const opening = record.cause === 0 ? record.seq : record.cause
    if (opening <= events) writer.batch.push(record)
  })
  closeBatch(writer)
  keepAll(writer)
}

const made = new Map<string, Made>()

/** A store, gone when the process ends. */
export const make = ({ name, events, tail }: Wanted): Made => {
  const key = `${name}-${events}-${tail}`
  const known = made.get(key)
  if (known !== undefined) return known
  const log = Logs.write(name, events)
  const directory = join(dirname(log.path), key)
  mkdirSync(directory)
  const store = Store.open({ path: StorePath.database(directory) })
  const statesUpTo = tail === undefined ? 0 : events - tail
  const writer: Writer = { store, statesUpTo, jobs: new Map(), unkept: new Map(), batch: [] }
  Store.transaction(store, () => write(writer, log, events))
  const done = { directory, events: Appending.head(store).seq, jobs: writer.jobs.size }
  Store.close(store)
  made.set(key, done)
  return done
}
