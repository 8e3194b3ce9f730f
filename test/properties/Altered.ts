/**
 * What somebody may do to a log: to one of its lines, one of its events, or a member of one.
 */
import type { Event } from "../../src/domain/event/Event.ts"

/** What somebody may do to one item of a list, given another position. */
export const tampering = {
  drops: <A>(items: ReadonlyArray<A>, position: number) => items.toSpliced(position, 1),
  repeats: <A>(items: ReadonlyArray<A>, position: number) =>
    items.toSpliced(position, 0, ...items.slice(position, position + 1)),
  swaps: <A>(items: ReadonlyArray<A>, position: number) => [
    ...items.slice(0, position),
    ...items.slice(position, position + 2).toReversed(),
    ...items.slice(position + 2)
  ]
}

export const membersOf = (event: Event): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(event).filter(([key]) => key !== "_tag")

/** The same event with one of its members another one. */
export const member = (event: Event, pick: number): Event => {
  const members = membersOf(event)
  const [key = "", value] = members[pick % members.length] ?? []
  const other = (): unknown => {
    if (typeof value === "number") return value + 1
    if (typeof value === "boolean") return !value
    return typeof value === "string" ? `${value}?` : []
  }
  return { ...event, [key]: other() }
}
