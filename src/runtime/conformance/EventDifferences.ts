/** In what the Kubernetes Events of two answers differ. The order within an instant is free (TR-32). */
import type * as Answer from "../simulation/Answer.ts"
import * as Difference from "./Difference.ts"
import * as Instant from "./Instant.ts"

type Events = ReadonlyArray<Answer.Event>

/** Strict item: which Events there were, and how often each. */
export const strict = (expected: Events, actual: Events): ReadonlyArray<Difference.Difference> =>
  pairs(expected, actual).flatMap(([path, one, other]) =>
    Difference.between("events", path, `${one.length} times`, `${other.length} times`)
  )

/** To the second, when the Events that both have happened. */
export const times = (expected: Events, actual: Events): ReadonlyArray<Difference.Difference> =>
  pairs(expected, actual).flatMap(([path, one, other]) =>
    one.length === other.length ? Difference.between("times: events", `${path}.at`, one, other) : []
  )

/** Every Event that one of them has, with the times it happened in both. */
const pairs = (
  expected: Events,
  actual: Events
): ReadonlyArray<readonly [path: string, expected: ReadonlyArray<string>, actual: ReadonlyArray<string>]> => {
  const [one, other] = [timesByEvent(expected), timesByEvent(actual)]
  return [...new Set([...one.keys(), ...other.keys()])].map(
    (event) => [`events[${event}]`, one.get(event) ?? [], other.get(event) ?? []] as const
  )
}

const timesByEvent = (events: Events): ReadonlyMap<string, ReadonlyArray<string>> => {
  const times = new Map<string, Array<string>>()
  for (const { at, type, reason, message } of events) {
    const event = `${type} ${reason}: ${message}`
    const before = times.get(event)
    if (before === undefined) times.set(event, [Instant.second(at)])
    else before.push(Instant.second(at))
  }
  for (const list of times.values()) list.sort()
  return times
}
