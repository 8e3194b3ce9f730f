/**
 * `jobledger replay`: the Jobs of a log as they were at its end, at a position or at an instant.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Chain from "../../../runtime/log/Chain.ts"
import * as Jsonl from "../../../runtime/log/Jsonl.ts"
import * as LogHead from "../../../runtime/log/LogHead.ts"
import * as Replay from "../../../runtime/log/Replay.ts"
import { type Failure, type InvalidUsage, invalidUsage } from "../Failure.ts"
import * as Format from "../Format.ts"
import * as Input from "../Input.ts"
import * as Replayed from "../table/Replayed.ts"
import * as Terminal from "../Terminal.ts"

export interface Options {
  readonly path: string
  readonly at: string | undefined
  readonly format: Format.Format
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/

/** `17` is a position, `2026-01-01T00:01:00Z` an instant. */
export const parseUntil = (text: string | undefined): Result.Result<Replay.Until, InvalidUsage> => {
  if (text === undefined) return Result.succeed({})
  if (/^\d+$/.test(text)) return Result.succeed({ seq: Number(text) })
  const at = time.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at)
    ? Result.fail(
        invalidUsage(`--at ${text}: neither a position such as 17 nor a time such as 2026-01-01T00:01:00Z`)
      )
    : Result.succeed({ at })
}

/** One line behind a head: the record, or why the log is broken here. */
const next = (head: LogHead.LogHead, line: string): Result.Result<Jsonl.HashedRecord, string> =>
  Result.flatMap(
    Result.mapError(Jsonl.parse(line), ({ reason }) => reason),
    (record) => {
      if (record.seq !== head.seq + 1) return Result.fail(`seq is ${record.seq}, expected ${head.seq + 1}`)
      return record.hash === Chain.next(head.hash, record.text)
        ? Result.succeed(record)
        : Result.fail("the hash does not fit the record and the one before it")
    }
  )

/** Every record of a log whose chain holds. */
const records = (path: string): Effect.Effect<ReadonlyArray<Jsonl.HashedRecord>, Failure> =>
  Effect.gen(function* () {
    const all: Array<Jsonl.HashedRecord> = []
    let head = LogHead.empty
    const take = (line: string): Effect.Effect<void, Failure> =>
      Result.match(next(head, line), {
        onFailure: (reason) =>
          Effect.fail({ _tag: "LogBroken", path: Input.nameOf(path), line: all.length + 1, reason }),
        onSuccess: (record) => {
          head = LogHead.after(head, [record])
          all.push(record)
          return Effect.void
        }
      })
    yield* Input.eachPiece(path, (lines) => Effect.as(Effect.forEach(lines, take, { discard: true }), false))
    return all
  })

const refuseBeyond = (until: Replay.Until, last: number): Effect.Effect<void, InvalidUsage> =>
  until.seq !== undefined && until.seq > last
    ? Effect.fail(invalidUsage(`--at ${until.seq}: the log ends with record ${last}`))
    : Effect.void

export const run = ({ path, at, format }: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const until = yield* Effect.fromResult(parseUntil(at))
    const all = yield* records(path)
    yield* refuseBeyond(until, all.at(-1)?.seq ?? 0)
    const jobs = Replay.replay(all, until)
    if (format === "table") return yield* Terminal.write(Replayed.table(jobs, until.at))
    const data = Replayed.data(jobs)
    yield* Terminal.write(format === "json" ? Format.json(data) : yield* Format.yaml(data))
  })
