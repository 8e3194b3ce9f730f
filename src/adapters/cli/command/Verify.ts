/**
 * `jobledger verify`: nothing in a log was altered, and every decision in it follows from its facts.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as LogHead from "../../../runtime/log/LogHead.ts"
import * as Verification from "../../../runtime/log/Verification.ts"
import { type Failure, type InvalidUsage, invalidUsage } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as Difference from "../table/Difference.ts"
import * as Terminal from "../Terminal.ts"

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

const plural = (count: number, one: string): string => (count === 1 ? `1 ${one}` : `${count} ${one}s`)

/** The verdict in words. Whatever it is, the head closes it. */
const lines = (report: Verification.Report): ReadonlyArray<string> => {
  switch (report._tag) {
    case "Verified":
      return [
        `verified  ${plural(report.head.seq, "record")} of ${plural(report.streams, "Job")}: the chain holds, and every decision follows from its facts`
      ]
    case "Different":
      return Difference.lines(report)
    case "Broken":
      return [
        `broken    at record ${report.record}, behind ${plural(report.record - 1, "good record")}: ${report.reason}`
      ]
  }
}

const failureOf = (path: string, report: Verification.Report): Effect.Effect<void, Failure> => {
  switch (report._tag) {
    case "Verified":
      return Effect.void
    case "Different":
      return Effect.fail({ _tag: "DifferenceFound" })
    case "Broken":
      return Effect.fail({
        _tag: "LogBroken",
        path: Input.nameOf(path),
        line: report.record,
        reason: report.reason
      })
  }
}

/** A log that was cut between two batches verifies as far as it goes: only its head shows that more was there. */
const elsewhere = (expected: string, { head }: Verification.Verified): ReadonlyArray<string> => [
  `broken    behind ${plural(head.seq, "good record")}: the log does not end where it should, at ${expected}`
]

export const run = ({ path, head }: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const expected = yield* Effect.fromResult(parseHead(head))
    const report = yield* read(path)
    const there = written(report.head)
    const closing = `head      ${report.head.seq} ${report.head.hash}`
    if (report._tag === "Verified" && expected !== undefined && expected !== there) {
      yield* Terminal.conclude(`${[...elsewhere(expected, report), closing].join("\n")}\n`)
      const failure: Failure = { _tag: "HeadDiffers", path: Input.nameOf(path), head: there, expected }
      return yield* Effect.fail(failure)
    }
    yield* Terminal.conclude(`${[...lines(report), closing].join("\n")}\n`)
    yield* failureOf(path, report)
  })
