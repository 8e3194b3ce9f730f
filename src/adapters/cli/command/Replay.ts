/**
 * `jobledger replay`: the Jobs of a log as they were at its end, at a position or at an instant; of a damaged log, as
 * they were before the damage.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Chain from "../../../runtime/log/Chain.ts"
import * as Jsonl from "../../../runtime/log/Jsonl.ts"
import * as LogHead from "../../../runtime/log/LogHead.ts"
import * as Replay from "../../../runtime/log/Replay.ts"
import { type Failure, type InvalidUsage, invalidUsage } from "../Failure.ts"
import * as Format from "../Format.ts"
import * as Instant from "../Instant.ts"
import * as LogLines from "../LogLines.ts"
import * as Replayed from "../table/Replayed.ts"
import * as Terminal from "../Terminal.ts"

export interface Options {
  readonly source: LogLines.Source
  readonly at: string | undefined
  readonly format: Format.Format
}

/** `17` is a position, `2026-01-01T00:01:00Z` an instant. */
const parseUntil = (text: string | undefined): Result.Result<Replay.Until, InvalidUsage> => {
  if (text === undefined) return Result.succeed({})
  if (/^\d+$/.test(text)) return Result.succeed({ seq: Number(text) })
  const at = Instant.parse(text)
  return at === undefined
    ? Result.fail(
        invalidUsage(`--at ${text}: neither a position such as 17 nor a time such as 2026-01-01T00:01:00Z`)
      )
    : Result.succeed({ at })
}

/** A log as far as it was read. `broken`: why its next line is no good record. */
interface Reading {
  head: LogHead.LogHead
  /** Of each stream, its last record. */
  readonly versions: Map<string, number>
  readonly jobs: Map<string, Replay.Replayed>
  broken: string | undefined
}

/** What is wrong with the place of a record, if anything is. */
const misplaced = ({ head, versions }: Reading, record: Jsonl.HashedRecord): string | undefined => {
  const { seq, stream, version } = record
  if (seq !== head.seq + 1) return `seq is ${seq}, expected ${head.seq + 1}`
  if (record.hash !== Chain.next(head.hash, record.text))
    return "the hash does not fit the record and the one before it"
  const expected = (versions.get(stream) ?? 0) + 1
  return version === expected ? undefined : `version of ${stream} is ${version}, expected ${expected}`
}

/** Takes the next line; whether it is a good record. */
const take = (reading: Reading, line: string, { at = Infinity }: Replay.Until): boolean => {
  const parsed = Jsonl.parse(line)
  reading.broken = Result.isFailure(parsed) ? parsed.failure.reason : misplaced(reading, parsed.success)
  if (Result.isFailure(parsed) || reading.broken !== undefined) return false
  const record = parsed.success
  reading.head = LogHead.after(reading.head, [record])
  reading.versions.set(record.stream, record.version)
  if (record.event.at <= at) Replay.take(reading.jobs, record)
  return true
}

/** Reads a log to where it is asked for, or to its first bad record; holds the Jobs, and no records. */
const read = (source: LogLines.Source, until: Replay.Until): Effect.Effect<Reading, Failure> => {
  const reading: Reading = {
    head: LogHead.empty,
    versions: new Map(),
    jobs: new Map(),
    broken: undefined
  }
  const isThere = (): boolean => until.seq !== undefined && reading.head.seq >= until.seq
  return Effect.as(
    LogLines.each(source, (lines) =>
      Effect.sync(() => lines.some((line) => isThere() || !take(reading, line, until)) || isThere())
    ),
    reading
  )
}

const refuseBeyond = (until: Replay.Until, last: number): Effect.Effect<void, InvalidUsage> =>
  until.seq !== undefined && until.seq > last
    ? Effect.fail(invalidUsage(`--at ${until.seq}: the log ends with record ${last}`))
    : Effect.void

const rendered = (
  format: Format.Format,
  jobs: ReadonlyArray<Replay.Replayed>,
  at: number | undefined
): Effect.Effect<string> => {
  if (format === "table") return Effect.succeed(Replayed.table(jobs, at))
  const data = Replayed.data(jobs)
  return format === "json" ? Effect.succeed(Format.json(data)) : Format.yaml(data)
}

export const run = ({ source, at, format }: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const until = yield* Effect.fromResult(parseUntil(at))
    const { head, jobs, broken } = yield* read(source, until)
    if (broken === undefined) yield* refuseBeyond(until, head.seq)
    const text = yield* rendered(format, [...jobs.values()], until.at)
    if (broken === undefined) return yield* Terminal.write(text)
    // Everything before the first bad record stands (promise P10).
    yield* Terminal.conclude(text)
    const failure: Failure = {
      _tag: "LogBroken",
      path: LogLines.nameOf(source),
      line: head.seq + 1,
      reason: broken
    }
    yield* Effect.fail(failure)
  })
