import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Records from "../../../src/adapters/process/keeper/Records.ts"

const cut = (chunks: ReadonlyArray<Buffer>) => {
  let rest: Buffer = Buffer.alloc(0)
  const records = chunks.flatMap((chunk) => {
    const split = Records.split(rest, chunk)
    rest = split.rest
    return split.records.map(({ tag, text }) => ({ tag, text: Buffer.from(text) }))
  })
  return { records, rest }
}

const bytesOf = ({ records, rest }: ReturnType<typeof cut>): Buffer =>
  Buffer.concat([
    ...records.flatMap(({ tag, text }) => (tag === "F" ? [text, Buffer.from("\n")] : [text])),
    rest
  ])

/** Bytes with many ends of line and long stretches without one. */
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom("\n", "\n\n", "ü✓🚀\n", "x".repeat(Records.longest), "🚀".repeat(5000))
    .map((text) => Buffer.from(text))
)

describe("the records of a log (LC-91)", () => {
  it("hold every byte in order, none longer than 16 KiB, however it was written", () =>
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const result = cut(pieces)
        assert.isTrue(bytesOf(result).equals(Buffer.concat(pieces)))
        assert.isEmpty(result.records.filter(({ text }) => text.length > Records.longest))
        assert.isAtMost(result.rest.length, Records.longest)
        assert.isFalse(result.rest.includes("\n"))
      })
    ))

  it("do not cut a character in two", () => {
    const text = `x${"🚀".repeat(20_000)}`
    const { records, rest } = cut([Buffer.from(text)])
    const read = [...records.map(({ text }) => text), rest].map((bytes) => bytes.toString("utf8")).join("")
    assert.strictEqual(read, text)
    assert.isTrue(records.every(({ tag }) => tag === "P"))
  })

  it("have an instant, a stream and a tag before their text", () =>
    assert.strictEqual(
      Records.headOf(Date.UTC(2016, 9, 6, 0, 17, 9, 669), "stdout", "F").toString(),
      "2016-10-06T00:17:09.669000000Z stdout F "
    ))
})
