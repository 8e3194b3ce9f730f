/**
 * A golden trace: a scenario and what the upstream controller answered to it (traces.md). A trace may carry the
 * answers of several models of time; the one that is comparable with this project decides one fact at a time.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Answer from "../simulation/Answer.ts"

/** One line of a trace file. Keys it does not know are ignored; the scenario stays as it is written. */
export const Trace = Schema.Struct({
  id: Schema.String,
  kind: Schema.optionalKey(Schema.String),
  scenario: Schema.Unknown,
  /** With fix #139457 and syncs batched by 1 s. */
  expect: Schema.optionalKey(Answer.Answer),
  /** A sync follows every change at once. */
  expectUnbatched: Schema.optionalKey(Answer.Answer),
  /** A sync follows every single fact; only where that differs from `expectUnbatched`. */
  expectPerFact: Schema.optionalKey(Answer.Answer),
  /** v1.36.2 as released (TR-40). */
  expectAsReleased: Schema.optionalKey(Answer.Answer),
  /** What upstream leaves open here: `order` (TR-30), `gc` (TR-31). */
  sensitive: Schema.optionalKey(Schema.Array(Schema.String))
})
export interface Trace extends Schema.Schema.Type<typeof Trace> {}

/** Reads a line of a trace file that was parsed as JSON. Fails with a SchemaError that names the path. */
export const decode = Schema.decodeUnknownResult(Trace)

/** The answer of a controller that decides one fact at a time; none when the trace holds no answer at all. */
export const expected = (trace: Trace): Option.Option<Answer.Answer> =>
  Option.fromNullishOr(trace.expectPerFact ?? trace.expectUnbatched ?? trace.expect)
