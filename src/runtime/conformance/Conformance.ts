/**
 * Whether an implementation answers a golden trace as upstream did. What it plays with is passed in, so that any
 * implementation can be checked; its refusal of fields it does not decide yet is no failure but a skipped trace.
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import type * as Answer from "../simulation/Answer.ts"
import * as Comparison from "./Comparison.ts"
import type * as Difference from "./Difference.ts"
import * as Trace from "./Trace.ts"

/**
 * A scenario that is not played. `fields` names the fields that are refused here when these alone are the
 * reason, and is empty otherwise.
 */
export interface Refused {
  readonly _tag: "Refused"
  readonly fields: ReadonlyArray<string>
  readonly message: string
}

/** Plays a scenario to its end; the scenario is JSON as a trace holds it. */
export type Play = (scenario: unknown) => Result.Result<Answer.Answer, Refused>

export interface Passed {
  readonly _tag: "Passed"
}

/** What differs, or why there is no answer at all. */
export interface Failed {
  readonly _tag: "Failed"
  readonly differences: ReadonlyArray<Difference.Difference>
}

export interface Skipped {
  readonly _tag: "Skipped"
  readonly reason: string
}

export type Outcome = Passed | Failed | Skipped

/** Plays one trace. Traces that upstream leaves open (TR-30, TR-31) are skipped without being played. */
export const check = (trace: Trace.Trace, play: Play): Outcome => {
  const marks = trace.sensitive ?? []
  if (marks.length > 0) return skipped(`sensitive to ${marks.join(" and ")}, which upstream leaves open`)
  return Option.match(Trace.expected(trace), {
    onNone: () => skipped("the trace holds no answer"),
    onSome: (expected) =>
      Result.match(played(trace.scenario, play), {
        onFailure: ({ fields, message }) =>
          fields.length > 0 ? skipped(refusedHere(fields)) : failed(refusal(message)),
        onSuccess: (actual) => failed(Comparison.compare(expected, actual))
      })
  })
}

const skipped = (reason: string): Outcome => ({ _tag: "Skipped", reason })

const failed = (differences: ReadonlyArray<Difference.Difference>): Outcome =>
  differences.length === 0 ? { _tag: "Passed" } : { _tag: "Failed", differences }

/** A defect of the player fails the trace it plays, not the whole run. */
const played = (scenario: unknown, play: Play): Result.Result<Answer.Answer, Refused> =>
  Result.try({
    try: () => play(scenario),
    catch: (defect): Refused => ({ _tag: "Refused", fields: [], message: `defect: ${String(defect)}` })
  }).pipe(Result.flatMap((answer) => answer))

const refusedHere = (fields: ReadonlyArray<string>): string =>
  `${fields.join(", ")} ${fields.length === 1 ? "is" : "are"} refused here`

const refusal = (message: string): ReadonlyArray<Difference.Difference> => [
  { item: "answer", path: "answer", expected: "an answer", actual: message }
]
