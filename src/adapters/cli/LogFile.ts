/**
 * The event log of one Job as a JSONL file: written while it grows, in its place when it is whole.
 */
import { access, constants, open, realpath, rename, rm, stat, type FileHandle } from "node:fs/promises"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Batch } from "../../domain/job/Decider.ts"
import * as Jsonl from "../../runtime/log/Jsonl.ts"
import * as LogHead from "../../runtime/log/LogHead.ts"
import type { LogNotWritable } from "./Failure.ts"
import * as SystemError from "./SystemError.ts"

export interface LogFile {
  readonly path: string
  /** Where the lines go until the log is whole. */
  readonly writtenTo: string
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

/**
 * A device or a pipe is written to as it is. A file is replaced when the log is whole, by one beside it of the same
 * mode; a link stays a link.
 */
const opened = async (path: string, uid: string): Promise<LogFile> => {
  const target = await realpath(path).catch(() => path)
  const there = await stat(target).catch(() => undefined)
  if (there !== undefined) await access(target, constants.W_OK)
  const writtenTo = there === undefined || there.isFile() ? `${target}.${process.pid}.tmp` : target
  const handle = await open(writtenTo, "w", there?.mode)
  return { path: target, writtenTo, handle, stream: LogHead.jobStream(uid), head: LogHead.empty, pending: [] }
}

/** Puts the whole log in its place. What was interrupted leaves the file that was there before as it was. */
const closed = async ({ path, writtenTo, handle }: LogFile, isWhole: boolean): Promise<void> => {
  if (writtenTo === path) return handle.close()
  try {
    if (isWhole) await handle.datasync()
    await handle.close()
    if (isWhole) await rename(writtenTo, path)
  } finally {
    await rm(writtenTo, { force: true })
  }
}

/** Opens a file for the log of a Job, and puts it in its place after its use. A file that is there is replaced. */
export const use = <A, E>(
  path: string,
  uid: string,
  body: (log: LogFile) => Effect.Effect<A, E>
): Effect.Effect<A, E | LogNotWritable> =>
  Effect.acquireUseRelease(
    attempt(path, () => opened(path, uid)),
    body,
    (log, exit) => attempt(path, () => closed(log, Exit.isSuccess(exit)))
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
