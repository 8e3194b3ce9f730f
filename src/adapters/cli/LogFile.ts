/**
 * The event log of one Job as a JSONL file, written while it grows.
 */
import { open, type FileHandle } from "node:fs/promises"
import * as Effect from "effect/Effect"
import type { Batch } from "../../domain/job/Decider.ts"
import * as Jsonl from "../../runtime/log/Jsonl.ts"
import * as LogHead from "../../runtime/log/LogHead.ts"
import type { LogNotWritable } from "./Failure.ts"
import * as SystemError from "./SystemError.ts"

export interface LogFile {
  readonly path: string
  readonly handle: FileHandle
  readonly stream: string
  head: LogHead.LogHead
  /** Lines that are not written yet. */
  pending: Array<string>
}

const explain =
  (path: string) =>
  (error: unknown): LogNotWritable => ({
    _tag: "LogNotWritable",
    path,
    reason: SystemError.describe(SystemError.from(error))
  })

const attempt = <A>(path: string, act: () => Promise<A>): Effect.Effect<A, LogNotWritable> =>
  Effect.tryPromise({ try: act, catch: explain(path) })

/** Opens a file for the log of a Job, and closes it after its use. A file that is there is replaced. */
export const use = <A, E>(
  path: string,
  uid: string,
  body: (log: LogFile) => Effect.Effect<A, E>
): Effect.Effect<A, E | LogNotWritable> =>
  Effect.acquireUseRelease(
    Effect.map(
      attempt(path, () => open(path, "w")),
      (handle): LogFile => ({
        path,
        handle,
        stream: LogHead.jobStream(uid),
        head: LogHead.empty,
        pending: []
      })
    ),
    body,
    ({ handle }) => attempt(path, () => handle.close())
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
    return Effect.asVoid(attempt(log.path, () => log.handle.writeFile(text)))
  })
