import { assert, describe, it } from "vitest"
import { isFact, type Event } from "../../src/domain/event/Event.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import { canonical } from "../canonical/Canonical.ts"
import { share } from "../Laws.ts"
import * as Altered from "./Altered.ts"
import * as Played from "./Played.ts"
import * as Written from "./Written.ts"

/** Every way in which the decision at a place of a batch may be another one, missing, repeated or somewhere else. */
const alterations = (events: ReadonlyArray<Event>, place: number): ReadonlyArray<ReadonlyArray<Event>> => {
  const event = events[place]
  if (event === undefined || isFact(event)) return []
  const others = Altered.membersOf(event).map((_, pick) => events.with(place, Altered.member(event, pick)))
  const tampered = Object.values(Altered.tampering).map((tamper) => tamper(events, place))
  const before = JSON.stringify(events)
  return [...others, ...tampered].filter((after) => JSON.stringify(after) !== before)
}

/** Up to the batch that was altered, and with the one behind it; the chain was made to fit. */
const verdict = (batches: Written.Batches, position: number, altered: ReadonlyArray<Event>): string =>
  Verification.verify(
    Written.lines([...batches.slice(0, position), altered, ...batches.slice(position + 1, position + 2)])
  )._tag

/** Few runs take every fifth history. */
const some = canonical.filter((_, place) => share(1) >= 1000 || place % 5 === 0)

describe("a log whose chain was made to fit is refused when any decision is another one, missing, repeated or in another place", () => {
  it.each(some)("$name", ({ scenario }) => {
    const batches = Played.play(scenario).batches.map(({ events }) => events)
    for (const [position, events] of batches.entries())
      for (const place of events.keys())
        for (const altered of alterations(events, place)) {
          const words = `${position}: ${JSON.stringify(altered)}`
          assert.notStrictEqual(verdict(batches, position, altered), "Verified", words)
        }
  })
})
