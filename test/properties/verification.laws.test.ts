import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { type Event, isFact } from "../../src/domain/event/Event.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import * as Altered from "./Altered.ts"
import * as Played from "./Played.ts"
import * as Written from "./Written.ts"

const { scenario } = ScenarioArbitrary

const eventsOf = (story: Parameters<typeof Played.play>[0]): Written.Batches =>
  Played.play(story).batches.map(({ events }) => events)

/** Verifies records that were all read before: none is known by its line. */
const verifyRead = (lines: ReadonlyArray<string>): Verification.Report => {
  const verifier = Verification.start()
  for (const line of lines) {
    const { head } = verifier
    const finding = Result.match(Jsonl.parse(line), {
      onFailure: ({ reason }): Verification.Finding => ({
        _tag: "Broken",
        record: head.seq + 1,
        reason,
        head
      }),
      onSuccess: (record) => Verification.take(verifier, record)
    })
    if (finding !== undefined) return finding
  }
  return Verification.end(verifier)
}

/** The report on a log, which is the same whether records are known by their lines or read. */
const verify = (lines: ReadonlyArray<string>): Verification.Report => {
  const report = Verification.verify(lines)
  assert.deepStrictEqual(report, verifyRead(lines))
  return report
}

const verdict = (lines: ReadonlyArray<string>): string => verify(lines)._tag

const tamperings = fc.constantFrom(...Object.values(Altered.tampering))

describe("a log", () => {
  it("is verified as it was written", () =>
    fc.assert(
      fc.property(scenario, (story) => {
        const batches = eventsOf(story)
        const report = verify(Written.lines(batches))
        assert.deepInclude(report, { _tag: "Verified", streams: 1 })
        assert.strictEqual(report.head.seq, batches.flat().length)
      })
    ))

  it("is refused when a character of it is another one", () =>
    fc.assert(
      fc.property(scenario, fc.nat(), fc.nat(), (story, pick, place) => {
        const lines = Written.lines(eventsOf(story))
        const position = pick % lines.length
        const line = lines[position] ?? ""
        const at = place % line.length
        const other = `${line.slice(0, at)}${line[at] === "0" ? "1" : "0"}${line.slice(at + 1)}`
        assert.notStrictEqual(verdict(lines.with(position, other)), "Verified")
      })
    ))

  it("is refused when a line is missing, repeated or in another place", () =>
    fc.assert(
      fc.property(scenario, fc.nat(), tamperings, (story, pick, tamper) => {
        const lines = Written.lines(eventsOf(story))
        // The last line has no line behind it; a log that ends earlier is a log.
        const position = pick % Math.max(1, lines.length - 1)
        if (lines.length > 1) assert.notStrictEqual(verdict(tamper(lines, position)), "Verified")
      })
    ))
})

describe("a log whose chain was made to fit", () => {
  /** One decision of a history: the number of its batch, and its place in it. */
  const decision = (
    batches: Written.Batches,
    pick: number
  ): readonly [batch: number, position: number] | undefined => {
    const places = batches.flatMap((events, batch) =>
      events.flatMap((event, position) => (isFact(event) ? [] : [[batch, position] as const]))
    )
    return places[pick % places.length]
  }

  const refuses = (
    story: Parameters<typeof eventsOf>[0],
    pick: number,
    to: (events: ReadonlyArray<Event>, position: number) => ReadonlyArray<Event>
  ) => {
    const batches = eventsOf(story)
    const place = decision(batches, pick)
    // Of a Job that is another controller's nothing may be decided.
    if (place === undefined) return
    const [batch, position] = place
    const events = batches[batch] ?? []
    const others = to(events, position)
    // Swapping the last decision with nothing, or two that say the same, changes nothing.
    if (JSON.stringify(others) === JSON.stringify(events)) return
    assert.notStrictEqual(verdict(Written.lines(batches.with(batch, others))), "Verified")
  }

  it("is refused when a decision is another one", () =>
    fc.assert(
      fc.property(scenario, fc.nat(), fc.nat(), (story, pick, member) =>
        refuses(story, pick, (events, position) => {
          const event = events[position]
          return event === undefined ? events : events.with(position, Altered.member(event, member))
        })
      )
    ))

  it("is refused when a decision is missing, repeated or in another place", () =>
    fc.assert(
      fc.property(scenario, fc.nat(), tamperings, (story, pick, tamper) => refuses(story, pick, tamper))
    ))

  it("is refused when a fact was told that says nothing new, or twice", () =>
    fc.assert(
      fc.property(scenario, fc.nat(), (story, pick) => {
        const batches = eventsOf(story)
        const position = pick % batches.length
        const fact = batches[position]?.slice(0, 1) ?? []
        assert.notStrictEqual(verdict(Written.lines(batches.toSpliced(position + 1, 0, fact))), "Verified")
      })
    ))
})
