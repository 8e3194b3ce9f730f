/**
 * What a container in memory does: a script, and from the script everything there is to know of a run at an instant.
 */
import * as Struct from "effect/Struct"
import type { LogLine, Standing } from "../../runtime/container/ContainerRuntime.ts"
import * as Ending from "../../runtime/container/Ending.ts"

/** A line that is printed so many milliseconds after the start. */
export interface Print {
  readonly after: number
  readonly stream: LogLine["stream"]
  readonly text: string
}

/** The script of one run. */
export interface Behaviour {
  /** Why it cannot be started; then nothing else of the script happens. */
  readonly startFails?: string
  /** Milliseconds until it ends by itself. */
  readonly runsFor: number | "forever"
  /** With which it ends by itself. */
  readonly exitCode: number
  /** What SIGTERM does; it ends the run at once, with 143, where the script says nothing. */
  readonly onTerm?: "ignores" | { readonly takes: number; readonly exitCode: number }
  readonly prints?: ReadonlyArray<Print>
  /** How the run stands, from so many milliseconds after its start on; ready at once where the script says nothing. */
  readonly stands?: ReadonlyArray<Stand>
}

export interface Stand extends Standing {
  readonly after: number
}

/** SIGTERM is sent at `termAt`, SIGKILL follows at `killAt`. */
export interface Stopping {
  readonly termAt: number
  readonly killAt: number
}

/** An end that comes if no earlier one does. */
export interface End {
  readonly at: number
  readonly exitCode: number
}

/** How a run stands at its start, and the changes that follow. */
export const standingsOf = ({ stands = [] }: Behaviour): readonly [Standing, ReadonlyArray<Stand>] => {
  const standing = (stand: Stand): Standing => Struct.omit(stand, ["after"])
  const [first, ...others] = stands
  return first?.after === 0 ? [standing(first), others] : [{ ready: stands.length === 0 }, stands]
}

const atOnce = { takes: 0, exitCode: Ending.terminated }

/** Nothing where a run goes on for ever. */
export const endOf = (
  { runsFor, exitCode, onTerm = atOnce }: Behaviour,
  startedAt: number,
  stopping: Stopping | undefined
): End | undefined => {
  const ends: ReadonlyArray<End> = [
    ...(runsFor === "forever" ? [] : [{ at: startedAt + runsFor, exitCode }]),
    ...(stopping === undefined || onTerm === "ignores"
      ? []
      : [{ at: stopping.termAt + onTerm.takes, exitCode: onTerm.exitCode }]),
    ...(stopping === undefined ? [] : [{ at: stopping.killAt, exitCode: Ending.killed }])
  ]
  return ends.toSorted((one, other) => one.at - other.at)[0]
}

/** A line of the log, and the instant that brings it. */
export interface Due {
  readonly due: number
  readonly line: LogLine
}

/** The log as the script has it, in order. */
export const linesOf = ({ prints = [], startFails }: Behaviour, startedAt: number): ReadonlyArray<Due> =>
  (startFails === undefined ? prints : [{ after: 0, stream: "stderr" as const, text: startFails }])
    .toSorted((one, other) => one.after - other.after)
    .map(({ after, stream, text }) => {
      const due = startedAt + after
      return { due, line: { at: new Date(due).toISOString(), stream, text, isPartial: false } }
    })
