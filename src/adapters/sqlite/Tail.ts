/**
 * The last appends of this process, so that its subscribers need not read again what was just written.
 */
import * as Arr from "effect/Array"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"

type Appended = Arr.NonEmptyReadonlyArray<HashedRecord>

/** Appends that follow each other without a gap. */
export interface Tail {
  readonly appends: Array<Appended>
  records: number
}

/** More than this is read from the store again: there is room for what a controller appends at once, and its callers. */
const recordsMax = 16_384

export const make = (): Tail => ({ appends: [], records: 0 })

const forget = (tail: Tail): void => {
  tail.appends.length = 0
  tail.records = 0
}

/** Takes in what was appended; what others appended before it is a gap, and nothing before a gap is kept. */
export const remember = (tail: Tail, appended: Appended): void => {
  const last = tail.appends.at(-1)
  if (last !== undefined && Arr.lastNonEmpty(last).seq + 1 !== appended[0].seq) forget(tail)
  tail.appends.push(appended)
  tail.records += appended.length
  while (tail.records > recordsMax) tail.records -= tail.appends.shift()?.length ?? 0
}

/** What is kept of the first append behind a position, if that position is reached by it. */
export const behind = ({ appends }: Tail, seq: number): Appended | undefined => {
  const next = appends.findLast(([first]) => first.seq <= seq + 1)
  const rest = next?.slice(seq + 1 - next[0].seq) ?? []
  return Arr.isReadonlyArrayNonEmpty(rest) ? rest : undefined
}
