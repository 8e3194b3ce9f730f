/**
 * Takes away from a scenario what something that is true of it does not need: members and items are left out one after
 * the other, as long as the rest still shows it. fast-check shrinks along the way a value was drawn; this knows only the
 * value, so it also serves scenarios that were not drawn, and goes where a drawing does not lead.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Scenario from "../runtime/simulation/Scenario.ts"
import * as History from "./History.ts"

type Json = Schema.Json
type Members = { readonly [name: string]: Json }

/** An object or a list by its keys: what is neither has none. */
const membersOf = (json: Json): Members =>
  // A list is read by its positions.
  typeof json === "object" && json !== null ? (json as Members) : {}

const without = (json: Json, key: string): Json =>
  Array.isArray(json)
    ? json.filter((_, position) => String(position) !== key)
    : Object.fromEntries(Object.entries(membersOf(json)).filter(([name]) => name !== key))

const withMember = (json: Json, key: string, member: Json): Json =>
  Array.isArray(json)
    ? json.map((item: Json, position) => (String(position) === key ? member : item))
    : { ...membersOf(json), [key]: member }

/** The least of a document that `shows`. From the end, so that the positions of items before it stay. */
export const least = (json: Json, shows: (json: Json) => boolean): Json =>
  Object.keys(membersOf(json)).reduceRight((rest, key) => {
    const less = without(rest, key)
    if (shows(less)) return less
    const around = (member: Json): Json => withMember(rest, key, member)
    return around(least(membersOf(rest)[key] ?? null, (smaller) => shows(around(smaller))))
  }, json)

const encode = Schema.encodeSync(Scenario.Scenario)

const decode = (json: Json, until: number): Result.Result<Scenario.Scenario, Scenario.InvalidScenario> =>
  Result.map(Scenario.decode(json), (scenario) => ({ ...scenario, until }))

/** Long enough for what ends, in milliseconds: with less of it a scenario might go on for ever. */
const longEnough = 1_200_000

/** As little of a scenario as it takes for the claim to be true of its history, which becomes no longer by it. */
export const pruned = (
  scenario: Scenario.Scenario,
  isSo: (history: History.History) => boolean
): Scenario.Scenario => {
  const { until = longEnough, ...rest } = scenario
  let lengthMax = Number.MAX_SAFE_INTEGER
  const shows = (json: Json): boolean =>
    Result.match(Result.flatMap(decode(json, until), History.play), {
      onFailure: () => false,
      onSuccess: (history) => {
        const is = history.batches.length <= lengthMax && isSo(history)
        if (is) lengthMax = history.batches.length
        return is
      }
    })
  // What a scenario is encoded as is JSON.
  const json = encode(rest) as Json
  return shows(json) ? Result.getOrElse(decode(least(json, shows), until), () => scenario) : scenario
}
