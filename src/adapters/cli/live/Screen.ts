/**
 * Where a running command writes: Pods' output to standard output, talk to standard error, and on a terminal one status
 * line below both, which is wiped before anything is written and drawn again after it.
 */
import * as Effect from "effect/Effect"
import type { OutputClosed, OutputNotWritable } from "../Failure.ts"
import * as Terminal from "../Terminal.ts"

const escape = String.fromCodePoint(27)

/** Back to the start of the line, and everything after it gone. */
const wipe = `\r${escape}[2K`

export interface Screen {
  /** A status line is drawn only where people look. */
  readonly isLive: boolean
  status: string
}

export const make = (isQuiet: boolean): Screen => {
  const talk = Terminal.of(process.stderr, process.env)
  return {
    isLive: talk.isTerminal && !isQuiet && process.env["CI"] === undefined,
    status: ""
  }
}

/** Within the line as wide as it is now: what wraps could not be wiped. */
const draw = (screen: Screen): void => {
  if (screen.isLive && screen.status !== "")
    process.stderr.write(screen.status.slice(0, process.stderr.columns - 1))
}

const clear = (screen: Screen): void => {
  if (screen.isLive && screen.status !== "") process.stderr.write(wipe)
}

/** Output of Pods: data. */
export const output = (screen: Screen, text: string): Effect.Effect<void, OutputClosed | OutputNotWritable> =>
  Effect.suspend(() => {
    clear(screen)
    return Effect.andThen(
      Terminal.write(text),
      Effect.sync(() => draw(screen))
    )
  })

/** Talk; `status`: what it leads to. */
export const say = (
  screen: Screen,
  lines: ReadonlyArray<string>,
  status: string = screen.status
): Effect.Effect<void> =>
  Effect.suspend(() => {
    clear(screen)
    screen.status = status
    return Effect.andThen(
      Terminal.say(lines),
      Effect.sync(() => draw(screen))
    )
  })

/** Shows another status. */
export const show = (screen: Screen, status: string): Effect.Effect<void> =>
  Effect.sync(() => {
    if (!screen.isLive || status === screen.status) return
    clear(screen)
    screen.status = status
    draw(screen)
  })

/** The status is over: the line is left clean. */
export const close = (screen: Screen): Effect.Effect<void> => show(screen, "")
