/**
 * Takes away from a scenario what something that is true of it does not need: member by member and item by item, until
 * nothing more can go. fast-check shrinks along the way a value was drawn; this knows only the value, so it also serves
 * scenarios that were not drawn, and goes where a drawing does not lead.
 */
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Scenario from "../runtime/simulation/Scenario.ts"
import * as History from "./History.ts"

type Path = ReadonlyArray<string | number>

const children = (value: unknown): ReadonlyArray<readonly [string | number, unknown]> => {
  if (Array.isArray(value)) return value.map((item: unknown, position) => [position, item] as const)
  return Predicate.isObject(value) ? Object.entries(value) : []
}

/** Every member and item, those that hold others first: the more goes at once, the better. */
const paths = (value: unknown): ReadonlyArray<Path> => {
  const own = children(value)
  return [
    ...own.map(([key]) => [key]),
    ...own.flatMap(([key, child]) => paths(child).map((path) => [key, ...path]))
  ]
}

const without = (value: unknown, [key, ...rest]: Path): unknown => {
  if (Array.isArray(value)) {
    const items: ReadonlyArray<unknown> = value
    return rest.length === 0
      ? items.filter((_, position) => position !== key)
      : items.map((item, position) => (position === key ? without(item, rest) : item))
  }
  return Object.fromEntries(
    children(value).flatMap(([name, child]) => {
      if (name !== key) return [[name, child]]
      return rest.length === 0 ? [] : [[name, without(child, rest)]]
    })
  )
}

const encode = Schema.encodeSync(Scenario.Scenario)

/** A scenario of which something is true, and how many batches its history has. */
interface Candidate {
  readonly scenario: Scenario.Scenario
  readonly length: number
}

type Claim = (history: History.History) => boolean

/** The scenario, if it can be played to no longer a history, and the claim is true of that. */
const judged = (scenario: Scenario.Scenario, lengthMax: number, isSo: Claim): ReadonlyArray<Candidate> =>
  Result.match(History.play(scenario), {
    onFailure: () => [],
    onSuccess: (history) => {
      const { length } = history.batches
      return length <= lengthMax && isSo(history) ? [{ scenario, length }] : []
    }
  })

/** The candidate without its first part that can go, if there is one. */
const smaller = ({ scenario, length }: Candidate, isSo: Claim): Candidate | undefined => {
  const data: unknown = encode(scenario)
  for (const path of paths(data)) {
    if (path[0] === "until") continue
    const decoded = Scenario.decode(without(data, path))
    const [next] = Result.isSuccess(decoded) ? judged(decoded.success, length, isSo) : []
    if (next !== undefined) return next
  }
  return undefined
}

/** Long enough for what ends, in milliseconds: with less of it a scenario might go on for ever. */
const longEnough = 1_200_000

/** As little of a scenario as it takes for the claim to be true of its history, which becomes no longer by it. */
export const pruned = (scenario: Scenario.Scenario, isSo: Claim): Scenario.Scenario => {
  const bounded = { ...scenario, until: scenario.until ?? longEnough }
  let [least] = judged(bounded, Number.MAX_SAFE_INTEGER, isSo)
  while (least !== undefined) {
    const next = smaller(least, isSo)
    if (next === undefined) return least.scenario
    least = next
  }
  return scenario
}
