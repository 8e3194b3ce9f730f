/**
 * The log of one run: records appended to a file that is rotated when it is full (LC-91). `0.log` is the newest; the
 * files before it are `0.log.1`, `0.log.2` and so on, counted up, and the oldest is dropped.
 *
 * Everything is written at once and before anything more is read: who writes fast waits, and no memory fills.
 */
import { closeSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from "node:fs"
import { dirname } from "node:path"
import { makeDirectory } from "../../directory/MakeDirectory.ts"
import * as Records from "./Records.ts"

export interface LogFile {
  readonly path: string
  readonly bytes: number
  readonly files: number
  readonly rests: { stdout: Buffer; stderr: Buffer }
  descriptor: number | undefined
  size: number
  /** Bytes of records that were written, in all files. */
  written: number
  /** How many files were rotated away. */
  rotated: number
  /** Bytes of records that could not be written. */
  dropped: number
}

type Stream = "stdout" | "stderr"

const newline = 10
const nothing = Buffer.alloc(0)

/** A log without a file yet: one is made when there is something to write. */
export const make = (path: string, limits: { readonly bytes: number; readonly files: number }): LogFile => {
  const rests = { stdout: nothing, stderr: nothing }
  return { path, ...limits, rests, descriptor: undefined, size: 0, written: 0, rotated: 0, dropped: 0 }
}

const opened = (path: string): number => {
  makeDirectory(dirname(path))
  return openSync(path, "a")
}

const rotate = (log: LogFile): void => {
  if (log.descriptor !== undefined) closeSync(log.descriptor)
  log.descriptor = undefined
  log.rotated += 1
  renameSync(log.path, `${log.path}.${log.rotated}`)
  rmSync(`${log.path}.${log.rotated - log.files + 1}`, { force: true })
  log.size = 0
}

/** All of it, or an error and nothing of it. */
const append = (log: LogFile, text: Buffer): void => {
  const descriptor = (log.descriptor ??= opened(log.path))
  let written = 0
  try {
    while (written < text.length) written += writeSync(descriptor, text, written)
    log.size += text.length
  } catch (error) {
    ftruncateSync(descriptor, log.size)
    throw error
  }
}

const noteOf = (dropped: number): Buffer =>
  Buffer.concat([
    Records.headOf(Date.now(), "stderr", "F"),
    Buffer.from(`jobledger: ${dropped} bytes of the log could not be written\n`)
  ])

/** Where records are put together, a good many at a time; one for all logs. */
const sheet = Buffer.allocUnsafe(8 * Records.longest)

const flush = (log: LogFile, length: number): void => {
  if (length === 0) return
  if (log.dropped > 0) append(log, noteOf(log.dropped))
  log.dropped = 0
  append(log, sheet.subarray(0, length))
  log.written += length
}

const put = (log: LogFile, heads: Heads, records: ReadonlyArray<Records.Record>): void => {
  let length = 0
  for (const { tag, text } of records) {
    const head = heads[tag]
    const size = sizeOf(heads, { tag, text })
    const isFull = log.size + length > 0 && log.size + length + size > log.bytes
    if (isFull || length + size > sheet.length) {
      flush(log, length)
      length = 0
    }
    if (isFull) rotate(log)
    head.copy(sheet, length)
    text.copy(sheet, length + head.length)
    length += size
    sheet[length - 1] = newline
  }
  flush(log, length)
}

interface Heads {
  readonly F: Buffer
  readonly P: Buffer
}

const sizeOf = (heads: Heads, { tag, text }: Records.Record): number => heads[tag].length + text.length + 1

/** A full disk must not end what runs: what cannot be written is counted, and the log says so when it can again. */
const write = (log: LogFile, stream: Stream, records: ReadonlyArray<Records.Record>): void => {
  const at = Date.now()
  const heads = { F: Records.headOf(at, stream, "F"), P: Records.headOf(at, stream, "P") }
  const before = log.written
  try {
    put(log, heads, records)
  } catch {
    const size = records.reduce((sum, record) => sum + sizeOf(heads, record), 0)
    log.dropped += size - (log.written - before)
  }
}

/** Takes in what a container wrote. */
export const take = (log: LogFile, stream: Stream, chunk: Buffer): void => {
  const { records, rest } = Records.split(log.rests[stream], chunk)
  log.rests[stream] = rest
  write(log, stream, records)
}

/** Lets what was left without an end of line be a line. */
export const close = (log: LogFile): void => {
  for (const stream of ["stdout", "stderr"] as const) {
    const text = log.rests[stream]
    if (text.length > 0) write(log, stream, [{ tag: "F", text }])
  }
  if (log.descriptor !== undefined) closeSync(log.descriptor)
  log.descriptor = undefined
}
