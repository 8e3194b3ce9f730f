/**
 * What fast-check leaves of a counterexample, without all that it does not need: members and items are left out one
 * after the other, as long as the rest still shows what it is to show.
 */
import type * as Schema from "effect/Schema"

type Members = { readonly [name: string]: Schema.Json }

/** An object or a list by its keys: what is neither has none. */
const membersOf = (json: Schema.Json): Members =>
  // A list is read by its positions.
  typeof json === "object" && json !== null ? (json as Members) : {}

const without = (json: Schema.Json, key: string): Schema.Json =>
  Array.isArray(json)
    ? json.filter((_, position) => String(position) !== key)
    : Object.fromEntries(Object.entries(membersOf(json)).filter(([name]) => name !== key))

const withMember = (json: Schema.Json, key: string, member: Schema.Json): Schema.Json =>
  Array.isArray(json)
    ? json.map((item: Schema.Json, position) => (String(position) === key ? member : item))
    : { ...membersOf(json), [key]: member }

/** The least of a document that `shows`. From the end, so that the positions of items before it stay. */
export const least = (json: Schema.Json, shows: (json: Schema.Json) => boolean): Schema.Json =>
  Object.keys(membersOf(json)).reduceRight((rest, key) => {
    const less = without(rest, key)
    if (shows(less)) return less
    const around = (member: Schema.Json): Schema.Json => withMember(rest, key, member)
    return around(least(membersOf(rest)[key] ?? null, (smaller) => shows(around(smaller))))
  }, json)
