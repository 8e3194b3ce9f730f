import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as LogRecord from "../../../src/runtime/log/LogRecord.ts"

const envelope = {
  seq: 7,
  stream: "job/a",
  version: 3,
  at: 1767225600000,
  type: "BackoffElapsed",
  data: {},
  cause: 0
}

const decode = (record: unknown) => LogRecord.decode(JSON.stringify(record))

const refusal = (record: unknown): string =>
  Result.match(decode(record), { onSuccess: () => "", onFailure: ({ reason }) => reason })

describe("the envelope of a record", () => {
  it("is taken as it is written", () => {
    const record = Result.getOrThrow(decode(envelope))
    assert.deepStrictEqual(record.event, { _tag: "BackoffElapsed", at: envelope.at })
    assert.deepInclude(record, { seq: 7, stream: "job/a", version: 3, cause: 0 })
  })

  it.each(Object.keys(envelope))("is refused without %s", (member) => {
    assert.match(refusal({ ...envelope, [member]: undefined }), new RegExp(`^${member}: `))
  })

  it.each([
    ["seq", 1.5],
    ["seq", "7"],
    ["stream", 7],
    ["version", null],
    ["at", 2 ** 53],
    ["type", 1],
    ["data", null],
    ["data", []],
    ["data", "none"],
    ["cause", true]
  ])("is refused where %s is %j", (member, value) => {
    assert.match(refusal({ ...envelope, [member]: value }), new RegExp(`^${member}\\b`))
  })

  it("is refused with a member more", () => {
    assert.match(refusal({ ...envelope, hash: "0" }), /^hash: /)
  })

  it.each([[null], [[]], [7], ["text"]])("is not %j", (json) => assert.isNotEmpty(refusal(json)))
})
