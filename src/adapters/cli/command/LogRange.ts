/**
 * What of a log a command line asks for, and what cannot be asked for (LC-92, LC-94).
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as GoDuration from "../../../runtime/simulation/GoDuration.ts"
import { type InvalidUsage, invalidUsage } from "../Failure.ts"
import * as Instant from "../Instant.ts"
import type * as PodOutput from "../live/PodOutput.ts"

/** As it was written. `tail`: -1 for all. */
export interface LogRange {
  readonly follow: boolean
  readonly timestamps: boolean
  readonly tail: number
  readonly since: string | undefined
  readonly sinceTime: string | undefined
  readonly limitBytes: number | undefined
}

const sinceTimeOf = (text: string): Result.Result<number, InvalidUsage> => {
  const at = Instant.parse(text)
  return at === undefined
    ? Result.fail(invalidUsage(`--since-time ${text}: no time such as 2026-01-01T00:01:00Z`))
    : Result.succeed(at)
}

/** Epoch milliseconds. */
const sinceOf = (
  { since, sinceTime }: LogRange,
  now: number
): Result.Result<number | undefined, InvalidUsage> => {
  if (since !== undefined && sinceTime !== undefined)
    return Result.fail(invalidUsage("at most one of --since and --since-time may be used"))
  if (sinceTime !== undefined) return sinceTimeOf(sinceTime)
  if (since === undefined) return Result.succeed(undefined)
  const millis = Option.getOrElse(GoDuration.parse(since), () => 0)
  return millis > 0
    ? Result.succeed(now - millis)
    : Result.fail(invalidUsage(`--since ${since}: no duration such as 90s or 5m`))
}

/** `now`: epoch milliseconds. */
export const parse = (
  range: LogRange,
  now: number
): Result.Result<Omit<PodOutput.Options, "isPrefixed">, InvalidUsage> => {
  const { follow, timestamps, tail, limitBytes } = range
  if (tail < -1) return Result.fail(invalidUsage("--tail must be greater than or equal to -1"))
  if (limitBytes !== undefined && limitBytes < 1)
    return Result.fail(invalidUsage("--limit-bytes must be greater than 0"))
  return Result.map(sinceOf(range, now), (since) => ({
    follow,
    timestamps,
    window: { tail: tail === -1 ? undefined : tail, since },
    limitBytes
  }))
}
