/**
 * The last appends of this process, so that its subscribers need not read again what was just written. Nothing is kept
 * where there are none.
 */
import type * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"

type Appended = Arr.NonEmptyReadonlyArray<HashedRecord>

export interface Tail {
  /** By the position before each, oldest first. */
  readonly appends: Map<number, Appended>
  /** Goes through them as they age: from the front, a Map would look again and again at the gaps of those that are gone. */
  readonly ageing: MapIterator<[position: number, appended: Appended]>
  records: number
  subscribers: number
  /** The position of the last record this process has appended. */
  end: number
}

/** More than this is read from the store again: there is room for what a controller appends at once, and its callers. */
const recordsMax = 16_384

export const make = (): Tail => {
  const appends = new Map<number, Appended>()
  return { appends, ageing: appends.entries(), records: 0, subscribers: 0, end: 0 }
}

/** Takes in what was appended. */
export const remember = (tail: Tail, appended: Appended): void => {
  const position = appended[0].seq - 1
  tail.end = position + appended.length
  if (tail.subscribers === 0) return
  tail.appends.set(position, appended)
  tail.records += appended.length
  while (tail.records > recordsMax) {
    const oldest = tail.ageing.next()
    if (oldest.done === true) return
    const [position, { length }] = oldest.value
    tail.appends.delete(position)
    tail.records -= length
  }
}

/** A subscriber, for as long as the scope is open. */
export const subscribe = (tail: Tail): Effect.Effect<void, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => {
      tail.subscribers += 1
    }),
    () =>
      Effect.sync(() => {
        tail.subscribers -= 1
      })
  )

/** The append right behind a position, if it is kept. */
export const behind = ({ appends }: Tail, position: number): Appended | undefined => appends.get(position)
