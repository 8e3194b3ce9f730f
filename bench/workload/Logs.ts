/**
 * Logs as files, as `jobledger log export` writes them: a million events of small Jobs, or of a single one.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Event } from "../../src/domain/event/Event.ts"
import * as EventKind from "../../src/domain/event/Event.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as Jobs from "./Jobs.ts"
import * as Play from "./Play.ts"

export interface Log {
  readonly path: string
  readonly events: number
}

export type Name = "small" | "giant"

/** The file a log is written to, batch by batch. */
interface Writer {
  readonly file: number
  head: LogHead.LogHead
}

const lineFeed = 10
const eventsOfPod = 8

/** No Job gets a command, so every fact opens a batch. */
const writeJob = (writer: Writer, { created, ...prepared }: Play.Prepared, uid: string): void => {
  const stream = LogHead.jobStream(uid)
  const batch: Array<Event> = []
  let version = 0
  const flush = (): void => {
    const records = LogHead.records(writer.head, stream, version, batch)
    if (records.length > 0) writeSync(writer.file, `${records.map(Jsonl.line).join("\n")}\n`)
    writer.head = LogHead.after(writer.head, records)
    version += batch.length
    batch.length = 0
  }
  const see = (event: Event): void => {
    if (EventKind.isFact(event)) flush()
    batch.push(event)
  }
  Play.play({ ...prepared, created: { ...created, metadata: { ...created.metadata, uid } } }, { see })
  flush()
}

const uidOf = (number: number): string => `00000000-0000-8000-8000-${String(number).padStart(12, "0")}`

/** Jobs of one Pod; the first Pod of every second Job fails. */
const writeSmall = (writer: Writer, events: number): void => {
  const scenarios = [Play.prepare(Jobs.onePod), Play.prepare(Jobs.onePodAfterFailure)]
  for (let number = 0; writer.head.seq < events; number++) {
    const prepared = scenarios[number % scenarios.length]
    if (prepared !== undefined) writeJob(writer, prepared, uidOf(number))
  }
}

const writeGiant = (writer: Writer, events: number): void => {
  const scenario = Jobs.indexed(Math.ceil(events / eventsOfPod), 1000)
  writeJob(writer, Play.prepare(scenario), uidOf(0))
}

const writers = { small: writeSmall, giant: writeGiant }

/** Jobs of so many completions, one after the other. */
const writeSequences = (writer: Writer, completions: number, jobs: number): void => {
  const scenario = Play.prepare(Jobs.indexed(completions, 1))
  for (let number = 0; number < jobs; number++) writeJob(writer, scenario, uidOf(number))
}

/** A folder that is removed when the process ends. */
const makeDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-bench-"))
  process.once("exit", () => rmSync(directory, { recursive: true }))
  return directory
}

const written = new Map<string, Log>()

/** The log of a key, written once, in a file that is removed when the process ends. */
const once = (key: string, fill: (writer: Writer) => void): Log => {
  const known = written.get(key)
  if (known !== undefined) return known
  const path = join(makeDirectory(), `${key}.jsonl`)
  const writer: Writer = { file: openSync(path, "w"), head: LogHead.empty }
  fill(writer)
  closeSync(writer.file)
  const log = { path, events: writer.head.seq }
  written.set(key, log)
  return log
}

/** A log of at least so many events. */
export const write = (name: Name, events: number): Log =>
  once(`${name}-${events}`, (writer) => writers[name](writer, events))

/** A log of so many Jobs, each with so many completions, one after the other. */
export const sequences = (completions: number, jobs: number): Log =>
  once(`sequences-${completions}-${jobs}`, (writer) => writeSequences(writer, completions, jobs))

/** Visits the lines of a log; the file is read within. */
export const eachLine = ({ path }: Log, visit: (line: string) => void): void => {
  const bytes = readFileSync(path)
  let start = 0
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
    visit(bytes.toString("utf8", start, end))
    start = end + 1
  }
}
