/**
 * What is said of a log that was verified, and how a command ends that found it wrong.
 */
import * as Effect from "effect/Effect"
import type * as LogHead from "../../../runtime/log/LogHead.ts"
import type * as Verification from "../../../runtime/log/Verification.ts"
import type { Failure } from "../Failure.ts"
import * as Difference from "../table/Difference.ts"

export const plural = (count: number, one: string): string => (count === 1 ? `1 ${one}` : `${count} ${one}s`)

/** The line that closes every verdict. */
export const closing = ({ seq, hash }: LogHead.LogHead): string => `head      ${seq} ${hash}`

/** The verdict in words. `done`: what became of a log that verifies. */
export const lines = (report: Verification.Report, done: string): ReadonlyArray<string> => {
  switch (report._tag) {
    case "Verified":
      return [
        `${done.padEnd(8)}  ${plural(report.head.seq, "record")} of ${plural(report.streams, "Job")}: the chain holds, and every decision follows from its facts`
      ]
    case "Different":
      return Difference.lines(report)
    case "Broken":
      return [
        `broken    at record ${report.record}, behind ${plural(report.record - 1, "good record")}: ${report.reason}`
      ]
  }
}

/** `path`: how messages call the log. */
export const failureOf = (path: string, report: Verification.Report): Effect.Effect<void, Failure> => {
  switch (report._tag) {
    case "Verified":
      return Effect.void
    case "Different":
      return Effect.fail({ _tag: "DifferenceFound" })
    case "Broken":
      return Effect.fail({
        _tag: "LogBroken",
        path,
        line: report.record,
        reason: report.reason
      })
  }
}
