/**
 * Checks that many fields share, in the API's words (AJ-3, AJ-7, AJ-69).
 */
import * as Record from "effect/Record"
import * as Members from "../data/Members.ts"
import * as Utf8 from "../data/Utf8.ts"
import * as DnsName from "./DnsName.ts"
import * as FieldError from "./FieldError.ts"
import * as LabelValue from "./LabelValue.ts"
import * as QualifiedName from "./QualifiedName.ts"

export type Errors = ReadonlyArray<FieldError.FieldError>

export const none: Errors = []

const invalid = (path: string, text: string, faults: ReadonlyArray<string>): Errors =>
  faults.length === 0 ? none : faults.map((fault) => FieldError.invalid(path, text, fault))

export const label = (path: string, text: string): Errors => invalid(path, text, DnsName.labelFaults(text))

export const subdomain = (path: string, text: string): Errors =>
  invalid(path, text, DnsName.subdomainFaults(text))

export const qualifiedName = (path: string, text: string): Errors =>
  invalid(path, text, QualifiedName.faults(text))

export const labelValue = (path: string, text: string): Errors => invalid(path, text, LabelValue.faults(text))

/** There, and good. */
export const requiredAnd = (
  path: string,
  text: string | undefined,
  check: (path: string, text: string) => Errors
): Errors => (text === undefined || text === "" ? [FieldError.required(path)] : check(path, text))

export const required = (path: string, text: string | undefined, detail = ""): Errors =>
  text === undefined || text === "" ? [FieldError.required(path, detail)] : none

/** Good, if there. */
export const optionalAnd = (
  path: string,
  text: string | undefined,
  check: (path: string, text: string) => Errors
): Errors => (text === undefined || text === "" ? none : check(path, text))

export const notNegative = (path: string, value: number | undefined): Errors =>
  value === undefined || value >= 0
    ? none
    : [FieldError.invalid(path, value, "must be greater than or equal to 0")]

/** Both ends are in. */
export const between = (path: string, value: number | undefined, least: number, most: number): Errors =>
  value === undefined || (value >= least && value <= most)
    ? none
    : [FieldError.invalid(path, value, `must be between ${least} and ${most}, inclusive`)]

export const oneOf = (path: string, text: string | undefined, words: ReadonlyArray<string>): Errors =>
  text === undefined || words.includes(text) ? none : [FieldError.notSupported(path, text, words)]

export const atMost = (path: string, items: ReadonlyArray<unknown>, countMax: number): Errors =>
  items.length > countMax ? [FieldError.tooMany(path, items.length, countMax)] : none

type Texts = Readonly<Record<string, string>>

const isLabel = (value: string, key: string): boolean =>
  QualifiedName.faults(key).length === 0 && LabelValue.faults(value).length === 0

/** In the order of the keys: the API goes through them in any. */
export const labels = (path: string, all: Texts | undefined): Errors =>
  all === undefined || Record.every(all, isLabel)
    ? none
    : Members.sorted(all).flatMap(([key, value]) => [...qualifiedName(path, key), ...labelValue(path, value)])

const annotationsBytesMax = 262144

const sum = (entries: ReadonlyArray<readonly [string, string]>, size: (text: string) => number): number =>
  entries.reduce((total, [key, value]) => total + size(key) + size(value), 0)

/** Bytes are counted only where there may be too many of them: none of the characters of a text has more than three. */
const areLong = (entries: ReadonlyArray<readonly [string, string]>): boolean =>
  sum(entries, ({ length }) => length) * 3 > annotationsBytesMax &&
  sum(entries, Utf8.size) > annotationsBytesMax

/** A key of an annotation may have capitals anywhere. */
export const annotations = (path: string, all: Texts | undefined): Errors => {
  if (all === undefined) return none
  const entries = Members.sorted(all)
  return [
    ...entries.flatMap(([key]) => invalid(path, key, QualifiedName.faults(key.toLowerCase()))),
    ...(areLong(entries) ? [FieldError.tooLong(path, annotationsBytesMax)] : none)
  ]
}
