/**
 * The interchange format of a log: one record a line, its hash as the last member.
 *
 * A line is valid JSON, and the text the hash covers is the line without that member, byte for byte.
 */
import * as Result from "effect/Result"
import * as LogRecord from "./LogRecord.ts"

const tail = /^,"hash":"([0-9a-f]{64})"\}$/
const tailLength = 75

/** A record of a file, with the hash that stands there. */
export interface HashedRecord extends LogRecord.LogRecord {
  readonly hash: string
}

export const line = ({ text, hash }: Pick<HashedRecord, "text" | "hash">): string =>
  `${text.slice(0, -1)},"hash":"${hash}"}`

/** Reads one line; the hash is not checked here. */
export const parse = (text: string): Result.Result<HashedRecord, LogRecord.InvalidRecord> => {
  const [, hash] = tail.exec(text.slice(-tailLength)) ?? []
  if (hash === undefined) {
    return Result.fail({ _tag: "InvalidRecord", reason: 'a record ends in "hash" and 64 hexadecimal digits' })
  }
  return Result.map(LogRecord.decode(`${text.slice(0, -tailLength)}}`), (record) => ({ ...record, hash }))
}
