/**
 * The standard streams: what standard output is, and how to write to it. Data goes to standard output, talk to
 * standard error.
 */
import * as Effect from "effect/Effect"
import type { OutputClosed, OutputNotWritable } from "./Failure.ts"
import * as SystemError from "./SystemError.ts"

/** `columns` is that of the terminal; a file or a pipe has no edge, and lines there are kept to a usual width. */
export interface Terminal {
  readonly isTerminal: boolean
  readonly hasColours: boolean
  readonly columns: number
}

const usualColumns = 110
const columnsMin = 40

/** Colours are for terminals that can show them, unless NO_COLOR is set (https://no-color.org). */
export const of = (
  stdout: { readonly isTTY?: boolean; readonly columns?: number },
  { NO_COLOR = "", TERM = "" }: Readonly<Record<string, string | undefined>>
): Terminal => {
  const isTerminal = stdout.isTTY === true
  return {
    isTerminal,
    hasColours: isTerminal && NO_COLOR === "" && TERM !== "dumb",
    columns: isTerminal ? Math.max(stdout.columns ?? usualColumns, columnsMin) : usualColumns
  }
}

export const current = (): Terminal => of(process.stdout, process.env)

const explain = (error: NodeJS.ErrnoException): OutputClosed | OutputNotWritable =>
  error.code === "EPIPE"
    ? { _tag: "OutputClosed" }
    : { _tag: "OutputNotWritable", reason: SystemError.describe(error) }

/** Writes data, and answers when it is written; so whoever produces much waits for whoever reads. */
export const write = (text: string): Effect.Effect<void, OutputClosed | OutputNotWritable> =>
  Effect.callback((resume) => {
    process.stdout.write(text, (error) =>
      resume(error === undefined || error === null ? Effect.void : Effect.fail(explain(error)))
    )
  })

/** Writes a verdict: it stands, also when nobody reads it to its end. */
export const conclude = (text: string): Effect.Effect<void, OutputNotWritable> =>
  Effect.catchTag(write(text), "OutputClosed", () => Effect.void)

/** Says lines to the user. Nobody listening is no reason to fail. */
export const say = (lines: ReadonlyArray<string>): Effect.Effect<void> =>
  lines.length === 0
    ? Effect.void
    : Effect.callback((resume) => {
        process.stderr.write(lines.map((line) => `${line}\n`).join(""), () => resume(Effect.void))
      })

/** A stream that breaks is reported to the write that broke it, and not a second time as an exception. */
export const quieten = (): void => {
  const ignore = (): void => undefined
  process.stdout.on("error", ignore)
  process.stderr.on("error", ignore)
}
