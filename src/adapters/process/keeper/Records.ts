/**
 * Bytes that a container writes, cut into the records of its log (LC-91).
 */

export interface Record {
  /** `P`: the next record of the stream continues the line. */
  readonly tag: "F" | "P"
  readonly text: Buffer
}

/** The longest text of a record; what is longer is cut. */
export const longest = 16 * 1024

const newline = 10

const isContinuation = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x80 && byte < 0xc0

/** Where to cut a line that is too long: not within a character, if there are characters. */
const cutFrom = (bytes: Buffer, from: number): number => {
  const at = from + longest
  const back = [0, 1, 2, 3].find((steps) => !isContinuation(bytes[at - steps]))
  return at - (back ?? 0)
}

interface Split {
  /** Records that are whole; their texts are parts of what was split. */
  readonly records: ReadonlyArray<Record>
  /** What waits for more to be written. */
  readonly rest: Buffer
}

const splitWhole = (bytes: Buffer): Split => {
  const records: Array<Record> = []
  let from = 0
  for (;;) {
    const end = bytes.indexOf(newline, from)
    const length = (end === -1 ? bytes.length : end) - from
    if (length > longest) {
      const cut = cutFrom(bytes, from)
      records.push({ tag: "P", text: bytes.subarray(from, cut) })
      from = cut
    } else if (end === -1) {
      // A copy: the bytes are read over.
      return { records, rest: Buffer.from(bytes.subarray(from)) }
    } else {
      records.push({ tag: "F", text: bytes.subarray(from, end) })
      from = end + 1
    }
  }
}

/** Splits what was written behind the rest of what was written before. */
export const split = (rest: Buffer, chunk: Buffer): Split => {
  if (rest.length === 0) return splitWhole(chunk)
  const end = chunk.indexOf(newline) + 1
  const first = splitWhole(Buffer.concat([rest, end === 0 ? chunk : chunk.subarray(0, end)]))
  if (end === 0) return first
  const others = splitWhole(chunk.subarray(end))
  return { records: [...first.records, ...others.records], rest: others.rest }
}

/** What stands before the text of a record in the file. */
export const headOf = (at: number, stream: "stdout" | "stderr", tag: Record["tag"]): Buffer =>
  Buffer.from(`${new Date(at).toISOString().replace("Z", "000000Z")} ${stream} ${tag} `)
