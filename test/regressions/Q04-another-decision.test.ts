import { assert, describe, it } from "vitest"
import * as Event from "../../src/domain/event/Event.ts"
import * as Chain from "../../src/runtime/log/Chain.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import { story } from "../../src/testing/EventLogStory.ts"
import { records } from "../runtime/log/Logs.ts"
import * as Regression from "./Regression.ts"

const lived = records(story)

/** The log as another version would have written it: each hash fits, and one text is another. */
const rewritten = (seq: number, text: (before: string) => string): ReadonlyArray<string> => {
  let hash = Chain.genesis
  return lived.map((record) => {
    const written = record.seq === seq ? text(record.text) : record.text
    hash = Chain.next(hash, written)
    return Jsonl.line({ text: written, hash })
  })
}

/** Decisions, each of which somebody would have taken otherwise. */
const decisions = lived.filter(({ event }) => Event.isOfJob(event) && !Event.isFact(event))

describe(`Q4 ${Regression.headingOf("Q4")}`, () => {
  it("is sure of the log as it is", () =>
    assert.strictEqual(Verification.verify(lived.map(Jsonl.line))._tag, "Verified"))

  it.each(decisions.map(({ seq, event }) => [event._tag, seq] as const))(
    "tells that %s, record %i, does not follow",
    (tag, seq) => {
      const otherwise = rewritten(seq, (text) =>
        text.replace(/"at":(\d+)/, (_, at) => `"at":${Number(at) + 1}`)
      )
      const report = Verification.verify(otherwise)
      assert.notStrictEqual(report._tag, "Verified", tag)
    }
  )

  it("shows what was recorded beside what is decided now", () => {
    const seq = lived.find(({ event }) => event._tag === "PodReleased")?.seq ?? 0
    const report = Verification.verify(
      rewritten(seq, (text) => text.replace(/"countedAs":"\w+"/, `"countedAs":"Nothing"`))
    )
    assert.strictEqual(report._tag, "Different")
    if (report._tag !== "Different") return
    assert.strictEqual(report.seq, seq)
    assert.include(report.recorded, `"countedAs":"Nothing"`)
    assert.notInclude(report.decided, `"countedAs":"Nothing"`)
  })
})
