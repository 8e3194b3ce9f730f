/**
 * `jobledger verify`: nothing in a log was altered, and every decision in it follows from its facts.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as LogHead from "../../../runtime/log/LogHead.ts"
import * as Verification from "../../../runtime/log/Verification.ts"
import { type Failure, type InvalidUsage, invalidUsage } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as Terminal from "../Terminal.ts"
import * as Verdict from "./Verdict.ts"

export interface Options {
  readonly path: string
  readonly head: string | undefined
}

/** `26:635a…`, as `written` writes it. */
const parseHead = (text: string | undefined): Result.Result<string | undefined, InvalidUsage> =>
  text === undefined || /^(0|[1-9]\d*):[0-9a-f]{64}$/.test(text)
    ? Result.succeed(text)
    : Result.fail(
        invalidUsage(`--head ${text}: a head is SEQ:HASH, its hash of 64 hexadecimal digits in lower case`)
      )

const written = ({ seq, hash }: LogHead.LogHead): string => `${seq}:${hash}`

const read = (path: string): Effect.Effect<Verification.Report, Input.InputFailure> =>
  Effect.gen(function* () {
    const verifier = Verification.start()
    let finding: Verification.Finding | undefined
    yield* Input.eachPiece(path, (lines) =>
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

export const run = ({ path, head }: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const expected = yield* Effect.fromResult(parseHead(head))
    const report = yield* read(path)
    const there = written(report.head)
    const closing = Verdict.closing(report.head)
    if (report._tag === "Verified" && expected !== undefined && expected !== there) {
      yield* Terminal.conclude(`${[...elsewhere(expected, report), closing].join("\n")}\n`)
      const failure: Failure = { _tag: "HeadDiffers", path: Input.nameOf(path), head: there, expected }
      return yield* Effect.fail(failure)
    }
    yield* Terminal.conclude(`${[...Verdict.lines(report, "verified"), closing].join("\n")}\n`)
    yield* Verdict.failureOf(path, report)
  })
