/**
 * The head of a log, and how batches become records behind it.
 */
import type { Recorded } from "../../domain/event/Event.ts"
import * as Chain from "./Chain.ts"
import type { HashedRecord } from "./Jsonl.ts"
import * as LogRecord from "./LogRecord.ts"

/** The last record: its `seq` (0 in an empty log) and its hash. */
export interface LogHead {
  readonly seq: number
  readonly hash: string
}

export const empty: LogHead = { seq: 0, hash: Chain.genesis }

/** The stream of a Job. */
export const jobStream = (uid: string): string => `job/${uid}`

export const isOfJob = (stream: string): boolean => stream.startsWith("job/")

/** The UID of the Job whose stream this is. */
export const uidOf = (stream: string): string => stream.slice("job/".length)

/** The stream of a name: which Job bears it. */
export const nameStream = (namespace: string, name: string): string => `name/${namespace}/${name}`

/** The stream of those who control the store; its version is the epoch. */
export const controllerStream = "controller"

/**
 * The records of one batch behind a head. `version`: of the stream before the batch.
 */
export const records = (
  head: LogHead,
  stream: string,
  version: number,
  events: ReadonlyArray<Recorded>
): ReadonlyArray<HashedRecord> => {
  const opening = head.seq + 1
  let previous = head.hash
  return events.map((event, position) => {
    const seq = opening + position
    const place = { seq, stream, version: version + 1 + position, cause: LogRecord.causeOf(seq, opening) }
    const record = LogRecord.encode(place, event)
    previous = Chain.next(previous, record.text)
    return { ...record, hash: previous }
  })
}

/** The head after these records. */
export const after = (head: LogHead, appended: ReadonlyArray<HashedRecord>): LogHead => {
  const last = appended.at(-1)
  return last === undefined ? head : { seq: last.seq, hash: last.hash }
}
