/**
 * Committing in the thread of the caller, for which SQLite holds up the event loop: an append that comes alone waits
 * longer for two messages between threads than for the disk.
 *
 * How long it is held up is bounded (store rule (g)). Only what is short is committed here, and only while nothing is
 * under way in the worker; where another process has the lock, nobody waits for it here; after a commit that took long
 * everything goes to the worker for a while, so that a slow disk takes a hundredth of the thread's time at most. So does
 * one append in so many, for the worker alone cleans up SQLite's write-ahead log.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Appending from "./Appending.ts"
import * as Group from "./Group.ts"
import * as Message from "./Message.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import * as Store from "./Store.ts"
import * as StoreError from "./StoreError.ts"

export interface Here {
  readonly appender: Appending.Appender
  /** How many more are committed here before the worker has its turn. */
  turns: number
  /** Nothing is committed here before this instant, of `performance.now`. */
  notBefore: number
}

/** More records or characters are long. */
const eventsMax = 32
const charactersMax = 2 ** 16

const turnsMax = 64

/** A commit that takes longer was slow, and for so many times as long the next ones are left to the worker. */
const slowMillis = 3
const rests = 100

const make = (store: Store.Store): Here => {
  Store.hurry(store)
  return { appender: Appending.make(store), turns: turnsMax, notBefore: 0 }
}

/** A connection of this thread to a store that is there, as long as the scope is open. */
export const open = (path: string): Effect.Effect<Here, StoreError.StoreError, Scope.Scope> =>
  Effect.map(ReadingConnection.open({ path }), make)

const isShort = ({ bodies, slots }: Group.Pending): boolean => {
  let characters = 0
  for (const body of bodies) characters += body.length
  for (const { state } of slots) characters += state?.text.length ?? 0
  return bodies.length <= eventsMax && characters <= charactersMax
}

/** Whether an append, which is encoded, may be committed here. */
export const takes = ({ turns, notBefore }: Here, pending: Group.Pending): boolean =>
  turns > 0 && isShort(pending) && performance.now() >= notBefore

/** The worker had its turn. */
export const rested = (here: Here): void => {
  here.turns = turnsMax
}

/** Commits an append and settles it; whether it did: where somebody else is writing it is left to the worker. */
export const commit = (here: Here, pending: Group.Pending): boolean => {
  const committed = tried(here, pending)
  if (committed === undefined) return false
  Group.settle([pending], committed)
  return true
}

/** What becomes of an append; `undefined` where somebody else is writing. */
const tried = (here: Here, pending: Group.Pending): Message.Committed | StoreError.StoreError | undefined => {
  const began = performance.now()
  here.turns -= 1
  try {
    return Message.committed(Appending.commit(here.appender, [pending]))
  } catch (error) {
    return Store.isLocked(error) ? undefined : StoreError.from(here.appender.store.path, error)
  } finally {
    const took = performance.now() - began
    if (took > slowMillis) here.notBefore = began + rests * took
  }
}
