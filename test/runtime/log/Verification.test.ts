import { assert, describe, it } from "vitest"
import * as Event from "../../../src/domain/event/Event.ts"
import * as Decider from "../../../src/domain/job/Decider.ts"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import * as Chain from "../../../src/runtime/log/Chain.ts"
import * as Jsonl from "../../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import * as Verification from "../../../src/runtime/log/Verification.ts"
import { story } from "../../../src/testing/EventLogStory.ts"
import { lines, records } from "./Logs.ts"

/** The log with new texts, chained anew: somebody rewrote it, and its hashes with it. */
const rewritten = (texts: ReadonlyArray<string>): ReadonlyArray<string> => {
  let hash = Chain.genesis
  return texts.map((text) => {
    hash = Chain.next(hash, text)
    return Jsonl.line({ text, hash })
  })
}

const log = lines(story)
const texts = records(story).map(({ text }) => text)

const changed = (seq: number, change: (text: string) => string): ReadonlyArray<string> =>
  texts.map((text, position) => (position === seq - 1 ? change(text) : text))

const seqOf = (type: string): number => texts.findIndex((text) => text.includes(`"type":"${type}"`)) + 1

describe("verifying a log", () => {
  it("accepts what the simulation wrote, and names its head", () => {
    const report = Verification.verify(log)
    assert.strictEqual(report._tag, "Verified")
    assert.strictEqual(report.head.seq, log.length)
    assert.strictEqual(report.head.hash, log.at(-1)?.slice(-66, -2))
  })

  it("refuses an empty log, which proves nothing", () => {
    assert.deepInclude(Verification.verify([]), { _tag: "Broken", record: 1, reason: "the log is empty" })
  })

  it("finds a record whose text was altered, and keeps the good ones before it", () => {
    const seq = seqOf("PodFailed")
    const altered = log.map((line, position) =>
      position === seq - 1 ? line.replace("PodFailed", "PodSucceeded") : line
    )
    assert.deepInclude(Verification.verify(altered), {
      _tag: "Broken",
      record: seq,
      reason: "the hash does not fit the record and the one before it"
    })
  })

  it("finds a record that is missing, doubled, or in another's place", () => {
    const [first = "", second = "", third = "", ...rest] = log
    for (const broken of [
      [first, third, ...rest],
      [first, first, second],
      [second, first, third]
    ]) {
      assert.strictEqual(Verification.verify(broken)._tag, "Broken")
    }
  })

  it("finds what is no record at all", () => {
    assert.deepInclude(Verification.verify([...log.slice(0, 3), "not a record"]), {
      _tag: "Broken",
      record: 4
    })
    assert.deepInclude(
      Verification.verify([Jsonl.line({ text: "{}", hash: Chain.next(Chain.genesis, "{}") })]),
      {
        _tag: "Broken",
        record: 1
      }
    )
  })

  it("shows a decision that does not follow from the facts, both versions side by side (P5)", () => {
    const seq = seqOf("BackoffArmed")
    const report = Verification.verify(
      rewritten(changed(seq, (text) => text.replace('"failures":1', '"failures":2')))
    )
    assert.strictEqual(report._tag, "Different")
    if (report._tag !== "Different") return
    assert.strictEqual(report.seq, seq)
    assert.include(report.recorded ?? "", '"failures":2')
    assert.include(report.decided ?? "", '"failures":1')
  })

  it("takes a decision that is written otherwise, and refuses it where its hash is that of another text", () => {
    const seq = seqOf("PodScheduled")
    const spaced = changed(seq, (text) => text.replace('"ordinal":', '"ordinal": '))
    assert.strictEqual(Verification.verify(rewritten(spaced))._tag, "Verified")
    const lines = log.with(seq - 1, rewritten(spaced)[seq - 1]?.replace(" ", "") ?? "")
    assert.deepInclude(Verification.verify(lines), {
      _tag: "Broken",
      record: seq,
      reason: "the hash does not fit the record and the one before it"
    })
  })

  it("tells what is wrong with a record behind a decision that differs, before it tells the difference", () => {
    const seq = seqOf("PodReleased")
    const differing = (member: RegExp, other: string) =>
      Verification.verify(
        rewritten(
          texts.map((text, position) => {
            if (position === seq - 1) return text.replace(member, other)
            return position === seq ? text.replace(/"version":\d+/, '"version":1') : text
          })
        )
      )
    const report = differing(/"countedAs":"\w+"/, '"countedAs":"Nothing"')
    assert.deepInclude(report, { _tag: "Broken", record: seq + 1 })
    assert.include(report._tag === "Broken" ? report.reason : "", "version of")
  })

  it("finds that time goes back behind a decision that was put off", () => {
    const seq = seqOf("PodReleased")
    const later = changed(seq, (text) => text.replace(/"at":(\d+)/, '"at":9000000000000'))
    assert.deepInclude(Verification.verify(rewritten(later)), {
      _tag: "Broken",
      record: seq + 1,
      reason: "at is before that of the record before it"
    })
  })

  it("refuses a decision that does not read back, though it would be taken again as it stands", () => {
    const events = records(story).flatMap(({ event }) => (Event.isOfJob(event) ? [event] : []))
    const failing = events.findIndex((event) => event._tag === "ContainerExited" && event.exitCode === 1)
    const exit = events[failing]
    if (exit?._tag !== "ContainerExited") return assert.fail("no container failed")
    const at = Number.MAX_SAFE_INTEGER
    const job = Evolve.replay(events.slice(0, failing))
    const batch = Decider.decide(job, { ...exit, at, finishedAt: at })
    const stream = LogHead.jobStream(job.metadata.uid)
    const last = LogHead.records({ seq: failing, hash: "" }, stream, failing, batch.events)
    const report = Verification.verify(
      rewritten([...texts.slice(0, failing), ...last.map(({ text }) => text)])
    )
    assert.deepInclude(report, { _tag: "Broken", reason: "due: Invalid value: Expected an integer" })
  })

  it("finds a log that ends inside a batch", () => {
    const report = Verification.verify(log.slice(0, 2))
    assert.deepInclude(report, { _tag: "Broken", record: 3 })
    assert.include(report._tag === "Broken" ? report.reason : "", "the log ends inside a batch")
  })

  it("reads back every character there is", () => {
    const odd = "\u2028\u2029\u0085\ud800 \u0000"
    const metadata = { name: "demo", annotations: { odd } }
    const told = lines({ ...story, manifest: { ...story.manifest, metadata } })
    assert.strictEqual(Verification.verify(told)._tag, "Verified")
  })

  it("takes facts whose members stand in another order", () => {
    const pods = [{ podReason: "Evicted", conditions: [{ type: "DisruptionTarget" }] }]
    const evicted = records({ ...story, pods, until: "9s" }).map(({ text }) =>
      text.replace(
        '{"type":"DisruptionTarget","status":"True"}',
        '{"status":"True","type":"DisruptionTarget"}'
      )
    )
    assert.include(evicted.join(), '{"status":"True","type"')
    assert.strictEqual(Verification.verify(rewritten(evicted))._tag, "Verified")
  })

  it("refuses what no version wrote: another Job's stream, rules to come, a second fact in a batch", () => {
    const first = texts[0] ?? ""
    const slot = seqOf("SlotGranted")
    const cases: ReadonlyArray<ReadonlyArray<string>> = [
      texts.map((text) => text.replace('"stream":"job/', '"stream":"job/x')),
      [first.replace('"rules":1', '"rules":99'), ...texts.slice(1)],
      [first.replace('"parallelism":2', '"parallelism":-2'), ...texts.slice(1)],
      changed(slot, (text) => text.replace('"cause":0', '"cause":1'))
    ]
    for (const forged of cases) assert.notStrictEqual(Verification.verify(rewritten(forged))._tag, "Verified")
  })

  it("refuses an unknown event, a decision without a cause, and time that goes back", () => {
    const seq = seqOf("PodStarted")
    const cases: ReadonlyArray<readonly [(text: string) => string, string]> = [
      [(text) => text.replace("PodStarted", "PodWaltzed"), "PodWaltzed"],
      [(text) => text.replace(/"cause":\d+/, '"cause":0'), "without a cause"],
      [(text) => text.replace(/"cause":\d+/, '"cause":1'), "cause is 1"],
      [(text) => text.replace(/"at":\d+/, '"at":1'), "at is before"],
      [(text) => text.replace(/"version":\d+/, '"version":1'), "version of"]
    ]
    for (const [change, reason] of cases) {
      const report = Verification.verify(rewritten(changed(seq, change)))
      assert.strictEqual(report._tag, "Broken")
      assert.include(report._tag === "Broken" ? report.reason : "", reason)
      assert.strictEqual(report.head.seq, seq - 1)
    }
  })
})
