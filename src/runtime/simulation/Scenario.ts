/**
 * A scenario: a Job's outside world as data, in virtual time. The only script language of the in-memory world.
 *
 * `decode` refuses what it does not understand, with the path and the reason, all faults at once.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"
import * as FieldError from "../../domain/manifest/FieldError.ts"
import { PropagationPolicy } from "../../domain/manifest/JobSchema.ts"
import * as GoDuration from "./GoDuration.ts"

const isDuration = Schema.makeFilter<string>((text) => Option.isSome(GoDuration.parse(text)), {
  expected: "a duration such as 1h30m, 2s or 500ms"
})

/** A duration, read as milliseconds. */
const Millis = Schema.String.check(isDuration).pipe(
  Schema.decodeTo(Schema.Int, {
    decode: SchemaGetter.transform((text) => Option.getOrElse(GoDuration.parse(text), () => 0)),
    encode: SchemaGetter.transform((millis) => `${millis}ms`)
  })
)

const Forever = Schema.Literal("forever")

const isAscending = Schema.makeFilter<string>(
  (range) => {
    const [first = "", last = first] = range.split("-")
    return !(Number(first) > Number(last))
  },
  { expected: "a range whose end is not before its start" }
)

const Range = Schema.String.check(
  Schema.isPattern(/^\d+(-\d+)?$/, { expected: 'a number or a range such as "1-3"' }),
  isAscending
)
const Numbers = Schema.Union([Schema.Int, Range])

/** A number, an inclusive range, or a list of both (TR-10). */
export const Match = Schema.Union([Numbers, Schema.Array(Numbers)])
export type Match = typeof Match.Type

export const PodMatch = Schema.Struct({
  index: Schema.optionalKey(Match),
  attempt: Schema.optionalKey(Match),
  ordinal: Schema.optionalKey(Match)
})
export interface PodMatch extends Schema.Schema.Type<typeof PodMatch> {}

const Signal = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 }))
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

const Condition = Schema.Struct({
  type: Schema.String,
  status: Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("True"))),
  reason: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.String)
})

/**
 * What init containers do, sidecars among them: the one that is named, or all; the first rule that matches decides.
 * `terminationTakes`: of a sidecar, once its Pod is over.
 */
export const InitRule = Schema.Struct({
  name: Schema.optionalKey(Schema.String),
  ready: Schema.optionalKey(Schema.Boolean),
  runFor: Schema.optionalKey(Schema.Union([Forever, Millis])),
  exitCode: Schema.optionalKey(Schema.Int),
  signal: Schema.optionalKey(Signal),
  reason: Schema.optionalKey(Schema.String),
  restarts: Schema.optionalKey(Count),
  terminationTakes: Schema.optionalKey(Millis)
})
export interface InitRule extends Schema.Schema.Type<typeof InitRule> {}

/** What the Pods that match do; the first rule that matches decides. Durations in milliseconds. */
export const Rule = Schema.Struct({
  match: Schema.optionalKey(PodMatch),
  startAfter: Schema.optionalKey(Millis),
  ready: Schema.optionalKey(Schema.Boolean),
  runFor: Schema.optionalKey(Schema.Union([Forever, Millis])),
  exitCode: Schema.optionalKey(Schema.Int),
  signal: Schema.optionalKey(Signal),
  reason: Schema.optionalKey(Schema.String),
  podReason: Schema.optionalKey(Schema.String),
  conditions: Schema.optionalKey(Schema.Array(Condition)),
  restarts: Schema.optionalKey(Count),
  neverStarts: Schema.optionalKey(Schema.Boolean),
  terminationTakes: Schema.optionalKey(Millis),
  init: Schema.optionalKey(Schema.Array(InitRule))
})
export interface Rule extends Schema.Schema.Type<typeof Rule> {}

const Patch = Schema.Struct({ at: Millis, patch: Schema.Record(Schema.String, Schema.Json) })
const Delete = Schema.Struct({
  at: Millis,
  delete: Schema.Struct({ propagationPolicy: Schema.optionalKey(PropagationPolicy) })
})
const DeletePod = Schema.Struct({ at: Millis, deletePod: PodMatch })

export const Command = Schema.Union([Patch, Delete, DeletePod], { mode: "oneOf" })
export type Command = typeof Command.Type

const ControllerRestarts = Schema.Struct({ at: Millis, controllerRestarts: Schema.Literal(true) })
const ObservationRepeats = Schema.Struct({ at: Millis, observationRepeats: PodMatch })

export const Fault = Schema.Union([ControllerRestarts, ObservationRepeats], { mode: "oneOf" })
export type Fault = typeof Fault.Type

const isTime = Schema.isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/, {
  expected: "a time such as 2026-01-01T00:00:00Z"
})

/** A pattern lets the 30th of February pass; the calendar does not. */
const isOnTheCalendar = Schema.makeFilter<string>(
  (time) => {
    const [date = ""] = time.split("T")
    const midnight = Date.parse(`${date}T00:00:00Z`)
    const exists = Number.isFinite(midnight) && Number.isFinite(Date.parse(time))
    return exists && new Date(midnight).toISOString().startsWith(date)
  },
  { expected: "a time that exists" }
)

/** `manifest` is judged by the domain, when the Job is created. */
export const Scenario = Schema.Struct({
  name: Schema.optionalKey(Schema.String),
  start: Schema.optionalKey(Schema.String.check(isTime, isOnTheCalendar)),
  manifest: Schema.Record(Schema.String, Schema.Json),
  pods: Schema.optionalKey(Schema.Array(Rule)),
  commands: Schema.optionalKey(Schema.Array(Command)),
  faults: Schema.optionalKey(Schema.Array(Fault)),
  until: Schema.optionalKey(Millis)
})
export interface Scenario extends Schema.Schema.Type<typeof Scenario> {}

export const defaultStart = "2026-01-01T00:00:00Z"

/** The start in epoch milliseconds. */
export const startOf = (scenario: Scenario): number => Date.parse(scenario.start ?? defaultStart)

/** A scenario that is not played, and why. `fields`: what is wrong, each with its path. */
export interface InvalidScenario {
  readonly _tag: "InvalidScenario"
  readonly errors: ReadonlyArray<FieldError.FieldError>
}

export const invalid = (errors: ReadonlyArray<FieldError.FieldError>): InvalidScenario => ({
  _tag: "InvalidScenario",
  errors
})

const decodeStrictly = Schema.decodeUnknownResult(Scenario, { errors: "all", onExcessProperty: "error" })

export const decode = (input: unknown): Result.Result<Scenario, InvalidScenario> =>
  Result.mapError(decodeStrictly(input), (error) => invalid(FieldError.fromIssue(error.issue)))
