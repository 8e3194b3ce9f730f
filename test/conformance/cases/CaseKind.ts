/**
 * A kind of case: the form of what is given and of what upstream answered, and how the answer of this project differs
 * from it. A case is judged as its line is read, so a line that is not of the form is told with its place.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as Conformance from "../../../src/runtime/conformance/Conformance.ts"
import type * as Difference from "../../../src/runtime/conformance/Difference.ts"

export type Differences = ReadonlyArray<Difference.Inequality>

export interface Failed {
  readonly _tag: "Failed"
  readonly differences: Differences
}

export type Outcome = Conformance.Passed | Failed | Conformance.Skipped

export interface CaseKind {
  readonly kind: string
  /** The comparison, ready to be made; fails where the case is not of this kind's form. */
  readonly read: (given: unknown, expect: unknown) => Result.Result<() => Differences, string>
}

/** An expectation that a kind does not know is an error: what nobody looks at would pass for compared. */
const strictly = { onExcessProperty: "error" } as const

export const make = <G, E>(of: {
  readonly kind: string
  readonly given: Schema.Codec<G, unknown>
  readonly expect: Schema.Codec<E, unknown>
  readonly check: (given: G, expect: E) => Differences
}): CaseKind => {
  const decodeGiven = Schema.decodeUnknownResult(of.given)
  const decodeExpect = Schema.decodeUnknownResult(of.expect, strictly)
  return {
    kind: of.kind,
    read: (given, expect) =>
      Result.all([said("given", decodeGiven(given)), said("expect", decodeExpect(expect))]).pipe(
        Result.map(
          ([given, expect]) =>
            () =>
              of.check(given, expect)
        )
      )
  }
}

const said = <A>(part: string, decoded: Result.Result<A, Schema.SchemaError>): Result.Result<A, string> =>
  Result.mapError(decoded, ({ message }) => `${part}: ${message}`)
