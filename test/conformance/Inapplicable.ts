/**
 * Cases that cannot apply by design, as inapplicable.jsonl argues them: what upstream shows there is the accident of
 * an API without transactions, or an object that cannot exist here (promise P8).
 *
 * An entry names its cases, and what makes a case of others one of them: its kind, or what it is given.
 */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"

/** What a case is given that has no place here. */
const circumstances: { readonly [name: string]: (given: Given) => boolean } = {
  "requests that fail": ({ faults }) => faults !== undefined,
  "unmet expectations": ({ expectations }) => expectations !== undefined
}

/** As much of a case as is looked at. */
interface Given {
  readonly faults?: unknown
  readonly expectations?: unknown
}

const Entry = Schema.Struct({
  ids: Schema.Array(Schema.String),
  kinds: Schema.optionalKey(Schema.Array(Schema.String)),
  given: Schema.optionalKey(Schema.String),
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

const isOf =
  ({ id, kind, given }: Case) =>
  (entry: Entry): boolean =>
    entry.ids.includes(id) ||
    entry.kinds?.includes(kind) === true ||
    // Whatever a case is given is an object, or it has none of these members.
    (entry.given !== undefined && circumstances[entry.given]?.(Object(given) as Given) === true)

/** Why a case cannot apply, if it cannot. */
export const reason = (one: Case): string | undefined => entries.find(isOf(one))?.reason
