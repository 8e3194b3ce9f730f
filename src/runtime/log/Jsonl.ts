/**
 * The interchange format of a log: one record a line, its hash as the last member.
 *
 * A line is valid JSON, and the text the hash covers is the line without that member, byte for byte.
 */
import * as Result from "effect/Result"
import * as LogRecord from "./LogRecord.ts"

const hex = /^[0-9a-f]{64}$/
const opening = ',"hash":"'
const closing = '"}'
const tailLength = opening.length + 64 + closing.length

/** A record of a file, with the hash that stands there. */
export interface HashedRecord extends LogRecord.LogRecord {
  readonly hash: string
}

export const line = ({ text, hash }: Pick<HashedRecord, "text" | "hash">): string =>
  `${text.slice(0, -1)},"hash":"${hash}"}`

/** The hash that closes a line; a regular expression for all of the tail costs more than reading the rest. */
const hashOf = (text: string): string | undefined => {
  const start = text.length - tailLength
  const hash = text.slice(start + opening.length, -closing.length)
  return start >= 0 && text.startsWith(opening, start) && text.endsWith(closing) && hex.test(hash)
    ? hash
    : undefined
}

/** Reads one line; the hash is not checked here. */
export const parse = (text: string): Result.Result<HashedRecord, LogRecord.InvalidRecord> => {
  const hash = hashOf(text)
  if (hash === undefined) {
    return Result.fail({ _tag: "InvalidRecord", reason: 'a record ends in "hash" and 64 hexadecimal digits' })
  }
  return Result.map(LogRecord.decode(`${text.slice(0, -tailLength)}}`), (record) => ({ ...record, hash }))
}
