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

const swap = (heap: Array<unknown>, left: number, right: number): void => {
  const kept = heap[left]
  const moved = heap[right]
  if (kept === undefined || moved === undefined) return
  heap[left] = moved
  heap[right] = kept
}

const rise = <A>(heap: Array<Entry<A>>, position: number): void => {
  const parent = (position - 1) >> 1
  const child = heap[position]
  const above = heap[parent]
  if (position === 0 || child === undefined || above === undefined || !isBefore(child, above)) return
  swap(heap, position, parent)
  rise(heap, parent)
}

const sink = <A>(heap: Array<Entry<A>>, position: number): void => {
  const smallest = [position * 2 + 1, position * 2 + 2].reduce((best, candidate) => {
    const entry = heap[candidate]
    const other = heap[best]
    return entry !== undefined && other !== undefined && isBefore(entry, other) ? candidate : best
  }, position)
  if (smallest === position) return
  swap(heap, position, smallest)
  sink(heap, smallest)
}

export const make = <A>(): TimerQueue<A> => {
  const heap: Array<Entry<A>> = []
  let armed = 0
  return {
    arm: (at, order, value) => {
      heap.push({ at, class: order, order: armed++, value })
      rise(heap, heap.length - 1)
    },
    next: (until) => {
      const first = heap[0]
      const last = heap.at(-1)
      if (first === undefined || last === undefined || first.at > until) return undefined
      heap.pop()
      if (heap.length > 0) {
        heap[0] = last
        sink(heap, 0)
      }
      return first
    },
    peek: () => heap[0]
  }
}
