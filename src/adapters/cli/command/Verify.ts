/**
 * `jobledger verify`: nothing in a log was altered, and every decision in it follows from its facts.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as LawCheck from "../../../runtime/log/LawCheck.ts"
import type * as LogHead from "../../../runtime/log/LogHead.ts"
import * as Verification from "../../../runtime/log/Verification.ts"
import * as Columns from "../../sqlite/Columns.ts"
import * as StatesCheck from "../../sqlite/StatesCheck.ts"
import { type Failure, fromStore, type InvalidUsage, invalidUsage } from "../Failure.ts"
import * as LogLines from "../LogLines.ts"
import * as StorePath from "../StorePath.ts"
import * as LawLines from "../table/LawLines.ts"
import * as Terminal from "../Terminal.ts"
import * as Verdict from "./Verdict.ts"

export interface Options {
  readonly source: LogLines.Source
  readonly head: string | undefined
  /** Hold it to the laws, too. */
  readonly laws: boolean
}

/** `26:635a…`, as `written` writes it. */
const parseHead = (text: string | undefined): Result.Result<string | undefined, InvalidUsage> =>
  text === undefined || /^(0|[1-9]\d*):[0-9a-f]{64}$/.test(text)
    ? Result.succeed(text)
    : Result.fail(
        invalidUsage(`--head ${text}: a head is SEQ:HASH, its hash of 64 hexadecimal digits in lower case`)
      )

const written = ({ seq, hash }: LogHead.LogHead): string => `${seq}:${hash}`

/** What else a batch is shown to. */
interface Checks {
  readonly states: StatesCheck.StatesCheck | undefined
  readonly laws: LawCheck.LawCheck | undefined
}

const read = (
  source: LogLines.Source,
  { states, laws }: Checks
): Effect.Effect<Verification.Report, Failure> =>
  Effect.gen(function* () {
    const verifier = Verification.start((closed) => {
      if (states !== undefined) StatesCheck.see(states, closed)
      if (laws !== undefined) LawCheck.see(laws, closed)
    })
    let finding: Verification.Finding | undefined
    yield* LogLines.each(source, (lines) =>
      Effect.sync(() => {
        for (const line of lines) {
          finding = Verification.line(verifier, line)
          if (finding !== undefined) return true
        }
        return false
      })
    )
    return finding ?? Verification.end(verifier)
  })

/** A log that was cut between two batches verifies as far as it goes: only its head shows that more was there. */
const elsewhere = (expected: string, { head }: Verification.Verified): ReadonlyArray<string> => [
  `broken    behind ${Verdict.plural(head.seq, "good record")}: the log does not end where it should, at ${expected}`
]

/** What a store keeps beside its records is looked at with them; a file has nothing but records. */
const startStates = (source: LogLines.Source): Effect.Effect<StatesCheck.StatesCheck | undefined, Failure> =>
  source._tag === "File"
    ? Effect.succeed(undefined)
    : Effect.mapError(StatesCheck.start(StorePath.database(source.directory)), fromStore)

/** What indexes a store's records must say what they say (store rule (a)). */
const checkColumns = (source: LogLines.Source): Effect.Effect<Columns.Misplaced | undefined, Failure> =>
  source._tag === "File"
    ? Effect.succeed(undefined)
    : Effect.mapError(Columns.check(StorePath.database(source.directory)), fromStore)

const refuse = (
  source: LogLines.Source,
  wrong: Columns.Misplaced | undefined
): Effect.Effect<void, Failure> =>
  wrong === undefined
    ? Effect.void
    : Effect.fail({
        _tag: "LogBroken",
        path: LogLines.nameOf(source),
        line: Math.max(wrong.seq, 1),
        reason: wrong.reason
      })

export const run = ({ source, head, laws: isHeld }: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const expected = yield* Effect.fromResult(parseHead(head))
    const states = yield* startStates(source)
    const laws = isHeld ? LawCheck.start() : undefined
    const report = yield* read(source, { states, laws })
    const there = written(report.head)
    const closing = Verdict.closing(report.head)
    if (report._tag === "Verified" && expected !== undefined && expected !== there) {
      yield* Terminal.conclude(`${[...elsewhere(expected, report), closing].join("\n")}\n`)
      const failure: Failure = { _tag: "HeadDiffers", path: LogLines.nameOf(source), head: there, expected }
      return yield* Effect.fail(failure)
    }
    const held = laws === undefined || report._tag !== "Verified" ? [] : LawLines.of(laws)
    yield* Terminal.conclude(`${[...Verdict.lines(report, "verified"), ...held, closing].join("\n")}\n`)
    yield* Verdict.failureOf(LogLines.nameOf(source), report)
    yield* refuse(source, yield* checkColumns(source))
    if (states !== undefined) yield* refuse(source, StatesCheck.end(states))
    if (laws !== undefined && laws.breaks.length > 0) yield* Effect.fail<Failure>({ _tag: "DifferenceFound" })
  })
