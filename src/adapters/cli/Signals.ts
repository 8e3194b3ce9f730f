/**
 * What SIGINT does: it interrupts the program, unless a command has asked to hear of it.
 */
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"

const listeners: Array<Queue.Queue<void>> = []

/** Gives the signal to the command that asked last; whether one did. */
export const offer = (): boolean => {
  const listener = listeners.at(-1)
  return listener !== undefined && Queue.offerUnsafe(listener, undefined)
}

/** The SIGINTs that come for as long as the scope is open, and interrupt nothing. */
export const interrupts: Effect.Effect<Queue.Dequeue<void>, never, Scope.Scope> = Effect.acquireRelease(
  Effect.tap(Queue.unbounded<void>(), (listener) => Effect.sync(() => listeners.push(listener))),
  (listener) => Effect.sync(() => listeners.splice(listeners.indexOf(listener), 1))
)
