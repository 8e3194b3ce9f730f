import { assert, describe, it } from "vitest"
import type { Recorded } from "../../../src/domain/event/Event.ts"
import * as Jsonl from "../../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import * as Registry from "../../../src/runtime/log/Registry.ts"
import * as Verification from "../../../src/runtime/log/Verification.ts"

const name = LogHead.nameStream("default", "demo")
const at = 0
const started = (epoch: number): Recorded => ({ _tag: "ControllerStarted", at, epoch })
const taken = (uid: string): Recorded => ({ _tag: "NameTaken", at, uid })
const released = (uid: string): Recorded => ({ _tag: "NameReleased", at, uid })

type Entry = readonly [stream: string, event: Recorded]

/** A log of these events, whose hashes are right whatever its records say. */
const log = (...entries: ReadonlyArray<Entry>): ReadonlyArray<string> => {
  let head = LogHead.empty
  const versions = new Map<string, number>()
  return entries.flatMap(([stream, event]) => {
    const version = versions.get(stream) ?? 0
    const records = LogHead.records(head, stream, version, [event])
    head = LogHead.after(head, records)
    versions.set(stream, version + 1)
    return records.map(Jsonl.line)
  })
}

const good: ReadonlyArray<Entry> = [
  [LogHead.controllerStream, started(1)],
  [name, taken("a")],
  [LogHead.controllerStream, started(2)],
  [name, released("a")],
  [name, taken("b")]
]

describe("the streams beside those of Jobs", () => {
  it("are verified", () => {
    assert.strictEqual(Verification.verify(log(...good))._tag, "Verified")
  })

  it.each<readonly [string, Entry, string]>([
    ["an epoch that was left out", [LogHead.controllerStream, started(4)], "epoch is 4, expected 3"],
    ["an epoch that was there", [LogHead.controllerStream, started(2)], "epoch is 2, expected 3"],
    ["a controller of something else", [name, started(4)], `a controller started in the stream ${name}`],
    ["a name that is borne", [name, taken("c")], "the name is borne by b already"],
    ["a name that is none", [LogHead.jobStream("c"), taken("c")], "job/c is no name"],
    ["a name that another one gives back", [name, released("a")], "the name is borne by b"],
    [
      "a name that nobody bears",
      [LogHead.nameStream("default", "other"), released("b")],
      "the name is borne by nobody"
    ]
  ])("are refused with %s, though all hashes are right", (_, tampered, reason) => {
    assert.deepInclude(Verification.verify(log(...good, tampered)), {
      _tag: "Broken",
      record: good.length + 1,
      reason
    })
  })

  it("have facts alone", () => {
    const place = { seq: 2, stream: name, version: 1, cause: 1 }
    assert.strictEqual(
      Registry.objection(new Map(), place, { _tag: "NameTaken", at, uid: "a" }),
      "cause is 1, and NameTaken follows from nothing"
    )
  })

  it("are told who bears a name, and which version they have", () => {
    const registry: Registry.Registry = new Map()
    const place = { seq: 1, stream: name, version: 1, cause: 0 }
    assert.deepStrictEqual(Registry.entry(registry, name), { version: 0, at: 0, bearer: undefined })
    Registry.take(registry, place, { _tag: "NameTaken", at: 3, uid: "a" })
    assert.deepStrictEqual(Registry.entry(registry, name), { version: 1, at: 3, bearer: "a" })
    Registry.take(registry, { ...place, version: 2 }, { _tag: "NameReleased", at: 5, uid: "a" })
    assert.deepStrictEqual(Registry.entry(registry, name), { version: 2, at: 5, bearer: undefined })
  })
})
