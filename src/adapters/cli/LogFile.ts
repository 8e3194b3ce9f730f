/**
 * The event log of one Job as a JSONL file: written while it grows, in its place when it is whole.
 */
import * as Effect from "effect/Effect"
import type { Batch } from "../../domain/job/Decider.ts"
import * as Jsonl from "../../runtime/log/Jsonl.ts"
import * as LogHead from "../../runtime/log/LogHead.ts"
import type { LogNotWritable } from "./Failure.ts"
import * as WholeFile from "./WholeFile.ts"

export interface LogFile {
  readonly file: WholeFile.WholeFile
  readonly stream: string
  head: LogHead.LogHead
  /** Lines that are not written yet. */
  pending: Array<string>
}

/** Opens a file for the log of a Job, and puts it in its place after its use. A file that is there is replaced. */
export const use = <A, E>(
  path: string,
  uid: string,
  body: (log: LogFile) => Effect.Effect<A, E>
): Effect.Effect<A, E | LogNotWritable> =>
  WholeFile.use(path, (file) =>
    body({ file, stream: LogHead.jobStream(uid), head: LogHead.empty, pending: [] })
  )

/** Takes a batch in. In a log of one stream, versions are positions. */
export const append = (log: LogFile, { events }: Batch): void => {
  const records = LogHead.records(log.head, log.stream, log.head.seq, events)
  log.head = LogHead.after(log.head, records)
  records.forEach((record) => log.pending.push(Jsonl.line(record)))
}

/** Writes what was taken in. */
export const flush = (log: LogFile): Effect.Effect<void, LogNotWritable> =>
  Effect.suspend(() => {
    if (log.pending.length === 0) return Effect.void
    const text = log.pending.map((line) => `${line}\n`).join("")
    log.pending = []
    return WholeFile.write(log.file, text)
  })
