/**
 * Which Pods of each index are alive, and whether two ever were at once.
 */
import type { Event } from "../../domain/event/Event.ts"

export interface IndexHolders {
  /** Of each Pod that is alive, its index. */
  readonly alive: Map<number, number>
  /** Of each index, how many. */
  readonly counts: Map<number, number>
  hasOverlap: boolean
}

export const make = (): IndexHolders => ({ alive: new Map(), counts: new Map(), hasOverlap: false })

const count = (holders: IndexHolders, index: number, by: number): void => {
  const after = (holders.counts.get(index) ?? 0) + by
  if (after === 0) holders.counts.delete(index)
  else holders.counts.set(index, after)
  if (after > 1) holders.hasOverlap = true
}

export const see = (holders: IndexHolders, event: Event): void => {
  if (event._tag === "PodCreated" && event.index !== undefined) {
    holders.alive.set(event.ordinal, event.index)
    count(holders, event.index, 1)
  } else if (event._tag === "PodSucceeded" || event._tag === "PodFailed" || event._tag === "PodDeleted") {
    const index = holders.alive.get(event.ordinal)
    if (index === undefined) return
    holders.alive.delete(event.ordinal)
    count(holders, index, -1)
  }
}
