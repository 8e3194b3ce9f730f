import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as Decision from "../../../src/domain/event/Decision.ts"
import * as Event from "../../../src/domain/event/Event.ts"
import * as Fact from "../../../src/domain/event/Fact.ts"
import { given } from "../Given.ts"
import {
  at,
  containerRestarts,
  isDeleted,
  isResumed,
  isSuspended,
  job,
  podEnds,
  podIsDeleted,
  podIsEvicted,
  podsRun,
  timeIsUp
} from "../Told.ts"

const { events } = given(
  job(
    { parallelism: 3, completions: 9, activeDeadlineSeconds: 100, ttlSecondsAfterFinished: 9 },
    { restartPolicy: "OnFailure" }
  ),
  podsRun(0, 1, 2),
  at(5, podEnds(0, 1), containerRestarts(0), podIsEvicted(1), podIsDeleted(2), podEnds(0, 0)),
  at(6, isSuspended, isResumed),
  at(106, timeIsUp("deadline")),
  at(120, timeIsUp("ttl"), isDeleted("Foreground"))
)

const decode = Schema.decodeUnknownResult(Event.Event)

describe("an event", () => {
  it("is JSON, and the same when it is read again (P6)", () => {
    for (const event of events) {
      expect(Result.getOrThrow(decode(JSON.parse(JSON.stringify(event))))).toEqual(event)
    }
  })

  it.each([
    ["has another tag", { _tag: "PodVanished", at: 0, ordinal: 1 }],
    ["has a fraction of a millisecond", { _tag: "PodDeleted", at: 0.5, ordinal: 1 }],
    ["lacks a field", { _tag: "PodDeleted", at: 0 }],
    ["counts a Pod as something else", { _tag: "PodReleased", at: 0, ordinal: 1, countedAs: "Lost" }]
  ])("is refused when it %s", (_, event) => {
    expect(Result.isFailure(decode(event))).toBe(true)
  })
})

describe("the types of events", () => {
  it("are facts or decisions, each in one place (P2)", () => {
    const facts = Fact.Fact.members.map((member) => member.fields._tag.schema.literal)
    const decisions = Decision.Decision.members.map((member) => member.fields._tag.schema.literal)
    for (const tag of facts) expect(Event.kinds[tag]).toBe("fact")
    for (const tag of decisions) expect(Event.kinds[tag]).toBe("decision")
    expect(Object.keys(Event.kinds)).toEqual([...facts, ...decisions])
  })

  it("bear the names that the log promises", () => {
    const names = ["PodStarted", "PodFailed", "BackoffElapsed", "DeadlineExceeded", "TTLExpired"]
    expect(Object.keys(Event.kinds)).toEqual(expect.arrayContaining(names))
  })

  it("tell facts from decisions in a history", () => {
    const kinds = events.map((event) => Event.isFact(event))
    expect(kinds[0]).toBe(true)
    expect(kinds.filter((isFact) => !isFact).length).toBeGreaterThan(10)
  })
})
