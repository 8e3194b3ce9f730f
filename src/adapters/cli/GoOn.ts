/**
 * The command line that goes on with a Job, to be copied by whoever left it.
 */
import * as StorePath from "./StorePath.ts"

/** A Job, and where it is. */
export interface Left {
  readonly directory: string
  readonly namespace: string
  readonly name: string
}

/** A word as the shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** `jobledger resume backup`, with the flags without which it would not be found. */
export const command = ({ directory, namespace, name }: Left): string =>
  [
    `jobledger resume ${name}`,
    ...(namespace === "default" ? [] : [`-n ${namespace}`]),
    ...(directory === StorePath.directory(undefined) ? [] : [`--store ${quoted(directory)}`])
  ].join(" ")

/** One command line for each. */
export const commands = (all: ReadonlyArray<Left>): string => all.map(command).join("; ")
