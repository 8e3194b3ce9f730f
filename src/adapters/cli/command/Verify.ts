/**
 * `jobledger verify`: nothing in a log was altered, and every decision in it follows from its facts.
 */
import * as Effect from "effect/Effect"
import * as Verification from "../../../runtime/log/Verification.ts"
import type { Failure } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as Difference from "../table/Difference.ts"
import * as Terminal from "../Terminal.ts"

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

/** The verdict stands, also when nobody reads it to its end. */
const print = (text: string) => Effect.catchTag(Terminal.write(text), "OutputClosed", () => Effect.void)

export const run = (path: string): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const report = yield* read(path)
    const { seq, hash } = report.head
    yield* print(`${[...lines(report), `head      ${seq} ${hash}`].join("\n")}\n`)
    yield* failureOf(path, report)
  })
