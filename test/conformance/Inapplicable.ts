/**
 * Cases that cannot apply by design, as inapplicable.jsonl argues them: what upstream shows there is the accident of
 * an API without transactions, or an object that cannot exist here (promise P8).
 *
 * An entry names its cases, and what makes a case of others one of them: its kind, or what it is given.
 */
import { readFileSync } from "node:fs"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

const optional = Schema.optionalKey

const Pod = Schema.Struct({
  phase: optional(Schema.String),
  index: optional(Schema.String),
  indexFrom: optional(Schema.Int),
  repeat: optional(Schema.Int)
})

/** As much of what a case is given as is looked at. */
const Given = Schema.Struct({
  spec: optional(
    Schema.Struct({ completionMode: optional(Schema.String), suspend: optional(Schema.Boolean) })
  ),
  status: optional(Schema.Struct({ startTime: optional(Schema.NullOr(Schema.Int)) })),
  pods: optional(Schema.Array(Pod)),
  faults: optional(Schema.Unknown),
  expectations: optional(Schema.Unknown),
  steps: optional(Schema.Array(Schema.String)),
  default: optional(Schema.Int),
  max: optional(Schema.Int),
  failures: optional(Schema.Int)
})
type Given = typeof Given.Type

const decodeGiven = Schema.decodeUnknownOption(Given)

const some = <A>(items: ReadonlyArray<A> = [], holds: (item: A) => boolean): boolean => items.some(holds)

/** Nothing, or a text that is no index (JC-11). */
const hasNoIndex = ({ index = "", indexFrom }: typeof Pod.Type): boolean =>
  indexFrom === undefined && !/^\d+$/.test(index)

/** What makes a case one that cannot apply, by the words of the list. */
const circumstances: { readonly [words: string]: (given: Given) => boolean } = {
  "requests that fail": ({ faults }) => faults !== undefined,
  "unmet expectations": ({ expectations }) => expectations !== undefined,
  "Pods of no index": ({ spec, pods }) => spec?.completionMode === "Indexed" && some(pods, hasNoIndex),
  "500 Pods at once": ({ pods }) => some(pods, ({ repeat = 1 }) => repeat >= 500),
  "Pods of a Job that never started": ({ spec, status, pods }) =>
    spec?.suspend === true &&
    (status?.startTime ?? null) === null &&
    some(pods, ({ phase }) => phase === "Succeeded"),
  "Pods from outside": ({ steps }) => some(steps, (step) => /\bpod .* from outside/.test(step)),
  "another longest back-off": ({ default: base = 0, max, failures = 0 }) =>
    max !== undefined && 2 ** (failures - 1) > Math.min(60, max / base)
}

/** `given`: a circumstance. */
const Entry = Schema.Struct({
  ids: Schema.Array(Schema.String),
  kinds: optional(Schema.Array(Schema.String)),
  given: optional(Schema.Literals(Object.keys(circumstances))),
  reason: Schema.String
})
export interface Entry extends Schema.Schema.Type<typeof Entry> {}

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Entry))

export const entries: ReadonlyArray<Entry> = readFileSync(
  new URL("inapplicable.jsonl", import.meta.url),
  "utf8"
)
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => decode(line))

interface Case {
  readonly id: string
  readonly kind: string
  readonly given: unknown
}

const isCircumstance = (words: string, given: unknown): boolean =>
  Option.exists(decodeGiven(given), (given) => circumstances[words]?.(given) === true)

const isOf =
  ({ id, kind, given }: Case) =>
  (entry: Entry): boolean =>
    entry.ids.includes(id) ||
    entry.kinds?.includes(kind) === true ||
    (entry.given !== undefined && isCircumstance(entry.given, given))

/** Why a case cannot apply, if it cannot. */
export const reason = (one: Case): string | undefined => entries.find(isOf(one))?.reason
