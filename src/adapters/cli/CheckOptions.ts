/**
 * What of a `check` command line makes sense: numbers in their bounds, durations, rates, requirements.
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import type * as Check from "../../runtime/check/Check.ts"
import * as Requirement from "../../runtime/check/Requirement.ts"
import * as GoDuration from "../../runtime/simulation/GoDuration.ts"
import { type InvalidUsage, invalidUsage } from "./Failure.ts"

/** As they were written. */
export interface Written {
  readonly runs: number
  readonly seed: number
  readonly podDuration: string
  readonly podFailureRate: string
  readonly disruptionRate: string
  readonly require: ReadonlyArray<string>
}

export interface Read {
  readonly asked: Check.Asked
  readonly requirements: ReadonlyArray<Requirement.Requirement>
}

type Reading<A> = Result.Result<A, InvalidUsage>

const refused = (flag: string, value: string | number, why: string): Reading<never> =>
  Result.fail(invalidUsage(`--${flag} ${value}: ${why}`))

const within = (flag: string, value: number, min: number, max: number): Reading<number> =>
  value >= min && value <= max
    ? Result.succeed(value)
    : refused(flag, value, `must be between ${min} and ${max}`)

const rate = (flag: string, text: string): Reading<number> =>
  Result.match(Requirement.share(text), {
    onFailure: (why) => refused(flag, text, why),
    onSuccess: (value) => Result.succeed(value)
  })

/** A run that takes longer leaves little of the year a history is played. */
const runMillisLongest = 30 * 86_400_000

const durations = (text: string): Reading<readonly [number, number]> => {
  const [min = "", max = min, ...rest] = text.split("..")
  const [least, most] = [min, max].map((part) => Option.getOrElse(GoDuration.parse(part), () => Number.NaN))
  if (least === undefined || most === undefined || Number.isNaN(least + most) || rest.length > 0)
    return refused("pod-duration", text, "must be two durations, such as 1s..10m, or one")
  if (least < 1 || least > most || most > runMillisLongest)
    return refused("pod-duration", text, "must be from 1ms up, to 720h at most, the shorter one first")
  return Result.succeed([least, most])
}

const requirement = (text: string): Reading<Requirement.Requirement> =>
  Result.mapError(Requirement.parse(text), (why) => invalidUsage(`--require ${text}: ${why}`))

const runsMax = 1_000_000

export const read = (written: Written): Reading<Read> =>
  Result.gen(function* () {
    const runs = yield* within("runs", written.runs, 1, runsMax)
    const seed = yield* within("seed", written.seed, 0, Number.MAX_SAFE_INTEGER)
    const [runMillisMin, runMillisMax] = yield* durations(written.podDuration)
    const podFailureRate = yield* rate("pod-failure-rate", written.podFailureRate)
    const disruptionRate = yield* rate("disruption-rate", written.disruptionRate)
    const requirements = yield* Result.all(written.require.map(requirement))
    const assumptions = { runMillisMin, runMillisMax, podFailureRate, disruptionRate }
    return { asked: { runs, seed, assumptions }, requirements }
  })
