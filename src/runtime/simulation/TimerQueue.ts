/**
 * What is going to happen, ordered by instant, then by class within an instant, then by the order of arming (TR-3).
 *
 * A binary heap. Nothing is ever taken out but the next entry: who armed a timer that no longer counts looks at the
 * state when it rings.
 */

/** The classes of one instant, in their order: a smaller one goes first. */
export const classes = { command: 0, pod: 1, ttl: 2, job: 3, fault: 4 } as const

export type Class = (typeof classes)[keyof typeof classes]

export interface Entry<A> {
  readonly at: number
  readonly class: Class
  readonly order: number
  readonly value: A
}

export interface TimerQueue<A> {
  readonly arm: (at: number, order: Class, value: A) => void
  /** The next entry, taken out; nothing when there is none up to an instant. */
  readonly next: (until: number) => Entry<A> | undefined
  /** The next entry, left where it is. */
  readonly peek: () => Entry<A> | undefined
}

const isBefore = (left: Entry<unknown>, right: Entry<unknown>): boolean => {
  if (left.at !== right.at) return left.at < right.at
  if (left.class !== right.class) return left.class < right.class
  return left.order < right.order
}

/** Moves an entry up to its place, past the later ones above it. */
const rise = (heap: Array<Entry<unknown>>, entry: Entry<unknown>): void => {
  let position = heap.length - 1
  while (position > 0) {
    const above = (position - 1) >> 1
    const parent = heap[above]
    if (parent === undefined || !isBefore(entry, parent)) break
    heap[position] = parent
    position = above
  }
  heap[position] = entry
}

/** Moves an entry down from the top, past the earlier ones below it. */
const sink = (heap: Array<Entry<unknown>>, entry: Entry<unknown>): void => {
  let position = 0
  while (true) {
    const left = position * 2 + 1
    const first = heap[left]
    const second = heap[left + 1]
    if (first === undefined) break
    const isSecond = second !== undefined && isBefore(second, first)
    const child = isSecond ? second : first
    if (!isBefore(child, entry)) break
    heap[position] = child
    position = isSecond ? left + 1 : left
  }
  heap[position] = entry
}

export const make = <A>(): TimerQueue<A> => {
  const heap: Array<Entry<A>> = []
  let armed = 0
  return {
    arm: (at, order, value) => {
      const entry: Entry<A> = { at, class: order, order: armed, value }
      armed += 1
      heap.push(entry)
      rise(heap, entry)
    },
    next: (until) => {
      const first = heap[0]
      const last = heap.at(-1)
      if (first === undefined || last === undefined || first.at > until) return undefined
      heap.pop()
      if (heap.length > 0) sink(heap, last)
      return first
    },
    peek: () => heap[0]
  }
}
