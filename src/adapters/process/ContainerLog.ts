/**
 * Reading the log of a run while it is written and rotated. Files have numbers that only grow, so a reader knows which
 * one comes next, whatever happens to their names meanwhile.
 */
import { type FileHandle, open, readdir } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import type { LogLine, RunKey } from "../../runtime/container/ContainerRuntime.ts"
import * as Directory from "./keeper/Directory.ts"

interface Part {
  readonly number: number
  readonly handle: FileHandle
}

const pollMillis = 50
const chunkBytes = 256 * 1024

const isAbsence = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT"

const unlessAbsent = <A>(reading: Promise<A>): Promise<A | undefined> =>
  reading.catch((error: unknown) => {
    if (isAbsence(error)) return undefined
    throw error
  })

/** Where a run's log is; nothing where it never had one. */
export const pathOf = async (
  root: string,
  { pod, container, attempt }: RunKey
): Promise<string | undefined> => {
  const logs = Directory.logs(root)
  const found = (await unlessAbsent(readdir(logs)))?.find((name) => name.endsWith(`_${pod}`))
  return found === undefined ? undefined : join(logs, found, container, `${attempt}.log`)
}

/** The numbers of the files that were rotated away and are still there, ascending. */
const rotated = async (path: string): Promise<ReadonlyArray<number>> => {
  const names = (await unlessAbsent(readdir(dirname(path)))) ?? []
  const prefix = `${basename(path)}.`
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .toSorted((one, other) => one - other)
}

/** The first file that is there, from this number on; the one that is written now has the number it will be given. */
const openFrom = async (path: string, from: number): Promise<Part | undefined> => {
  for (;;) {
    const numbers = await rotated(path)
    const number = numbers.find((one) => one >= from)
    const handle = await unlessAbsent(open(number === undefined ? path : `${path}.${number}`))
    if (number !== undefined && handle !== undefined) return { number, handle }
    const newest = numbers.at(-1) ?? 0
    // Was another file rotated away meanwhile, then it is not certain which one was opened.
    const isCertain = number === undefined && ((await rotated(path)).at(-1) ?? 0) === newest
    if (isCertain) return handle === undefined ? undefined : { number: newest + 1, handle }
    await handle?.close()
  }
}

const lineOf = (record: string): LogLine => {
  const [at = "", stream, tag] = record.split(" ", 3)
  const text = record.slice(at.length + (stream?.length ?? 0) + (tag?.length ?? 0) + 3)
  return { at, stream: stream === "stderr" ? "stderr" : "stdout", text, isPartial: tag === "P" }
}

/** What stands in the file behind what was read already; a record without its end waits. */
async function* linesOf({ handle }: Part, pending: { bytes: Buffer }): AsyncGenerator<LogLine> {
  const chunk = Buffer.alloc(chunkBytes)
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null)
    if (bytesRead === 0) return
    const bytes = Buffer.concat([pending.bytes, chunk.subarray(0, bytesRead)])
    const end = bytes.lastIndexOf("\n") + 1
    pending.bytes = bytes.subarray(end)
    if (end > 0) for (const record of bytes.toString("utf8", 0, end - 1).split("\n")) yield lineOf(record)
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, pollMillis))

/** The lines of a log in order, until nothing more can come. */
export async function* read(path: string, isOver: () => boolean): AsyncGenerator<LogLine> {
  let from = 1
  for (;;) {
    const over = isOver()
    const part = await openFrom(path, from)
    if (part === undefined) {
      if (over) return
      await pause()
      continue
    }
    try {
      const pending = { bytes: Buffer.alloc(0) }
      for (;;) {
        const over = isOver()
        const isComplete = (await rotated(path)).some((number) => number >= part.number)
        yield* linesOf(part, pending)
        if (isComplete) break
        if (over) return
        await pause()
      }
    } finally {
      await part.handle.close()
    }
    from = part.number + 1
  }
}
