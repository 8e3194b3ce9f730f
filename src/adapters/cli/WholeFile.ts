/**
 * A file that is written piece by piece and stands in its place when it is whole; until then, what was there before.
 */
import { access, constants, open, realpath, rename, rm, stat, type FileHandle } from "node:fs/promises"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { LogNotWritable } from "./Failure.ts"
import * as SystemError from "./SystemError.ts"

export interface WholeFile {
  readonly path: string
  /** Where the text goes until the file is whole. */
  readonly writtenTo: string
  readonly handle: FileHandle
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
 * A device or a pipe is written to as it is. A file is replaced when it is whole, by one beside it of the same mode; a
 * link stays a link.
 */
const opened = async (path: string): Promise<WholeFile> => {
  const target = await realpath(path).catch(() => path)
  const there = await stat(target).catch(() => undefined)
  if (there !== undefined) await access(target, constants.W_OK)
  const writtenTo = there === undefined || there.isFile() ? `${target}.${process.pid}.tmp` : target
  const handle = await open(writtenTo, "w", there?.mode)
  return { path: target, writtenTo, handle }
}

/** Puts the whole file in its place. What was interrupted leaves the file that was there before as it was. */
const closed = async ({ path, writtenTo, handle }: WholeFile, isWhole: boolean): Promise<void> => {
  if (writtenTo === path) return handle.close()
  try {
    if (isWhole) await handle.datasync()
    await handle.close()
    if (isWhole) await rename(writtenTo, path)
  } finally {
    await rm(writtenTo, { force: true })
  }
}

/** Opens a file, and puts it in its place after its use. A file that is there is replaced. */
export const use = <A, E>(
  path: string,
  body: (file: WholeFile) => Effect.Effect<A, E>
): Effect.Effect<A, E | LogNotWritable> =>
  Effect.acquireUseRelease(
    attempt(path, () => opened(path)),
    body,
    (file, exit) => attempt(path, () => closed(file, Exit.isSuccess(exit)))
  )

/** Writes the next piece. */
export const write = ({ path, handle }: WholeFile, text: string): Effect.Effect<void, LogNotWritable> =>
  Effect.asVoid(attempt(path, () => handle.writeFile(text)))
