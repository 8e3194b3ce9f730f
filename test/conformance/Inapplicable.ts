/**
 * Cases that cannot apply by design, as inapplicable.jsonl argues them: what upstream shows there is the accident of
 * an API without transactions, or an object that cannot exist here (promise P8).
 *
 * An entry names its cases, and what makes a case of others one of them: its kind, or what it is given.
 */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"

/** As much of what a case is given as is looked at. */
interface Given {
  readonly faults?: unknown
  readonly expectations?: unknown
  readonly spec?: { readonly completionMode?: unknown; readonly suspend?: unknown }
  readonly status?: { readonly startTime?: unknown }
  readonly pods?: unknown
  readonly steps?: unknown
  readonly default?: number
  readonly max?: number
  readonly failures?: number
  readonly expectedFinalizerRemovals?: unknown
}

const some = (list: unknown, holds: (item: unknown) => boolean): boolean =>
  Array.isArray(list) && list.some(holds)

/** Nothing, or a text that is no index (JC-11). */
const hasNoIndex = (pod: unknown): boolean => {
  const { index, indexFrom } = Object(pod)
  return indexFrom === undefined && !/^\d+$/.test(String(index))
}

/** What makes a case one that cannot apply, by the words of the list. */
const circumstances: { readonly [words: string]: (given: Given) => boolean } = {
  "requests that fail": ({ faults }) => faults !== undefined,
  "unmet expectations": ({ expectations }) => expectations !== undefined,
  "Pods of no index": ({ spec, pods }) => spec?.completionMode === "Indexed" && some(pods, hasNoIndex),
  "500 Pods at once": ({ pods }) => some(pods, (pod) => Number(Object(pod).repeat) >= 500),
  "Pods of a Job that never started": ({ spec, status, pods }) =>
    spec?.suspend === true &&
    (status?.startTime ?? null) === null &&
    some(pods, (pod) => Object(pod).phase === "Succeeded"),
  "Pods from outside": ({ steps }) => some(steps, (step) => /pod .* from outside/.test(String(step))),
  "another longest back-off": ({ default: base = 0, max, failures = 0 }) =>
    max !== undefined && 2 ** (failures - 1) > Math.min(60, max / base)
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
