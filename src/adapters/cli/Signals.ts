/**
 * What SIGINT does: it interrupts the program, unless a command has asked to hear of it.
 */
import * as Effect from "effect/Effect"

type Listener = () => void

const listeners: Array<Listener> = []

/** Gives the signal to the command that asked last; whether one did. */
export const offer = (): boolean => {
  const listener = listeners.pop()
  listener?.()
  return listener !== undefined
}

/** Waits for the next SIGINT, which then interrupts nothing. */
export const nextInterrupt: Effect.Effect<void> = Effect.callback((resume) => {
  const listener: Listener = () => resume(Effect.void)
  listeners.push(listener)
  return Effect.sync(() => {
    const position = listeners.indexOf(listener)
    if (position >= 0) listeners.splice(position, 1)
  })
})
