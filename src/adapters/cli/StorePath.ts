/**
 * Where the store is: `--store`, or a directory of the user's state (XDG Base Directory Specification).
 */
import { homedir } from "node:os"
import { isAbsolute, join } from "node:path"
import * as Flag from "effect/cli/Flag"

/** `--store PATH`, for every command that has to do with the store. */
export const flag = Flag.String("store").pipe(
  Flag.withMetavar("PATH"),
  Flag.withDescription("The directory of the store; without it, jobledger in the user's state directory"),
  Flag.optional
)

/** As the specification has it, a relative path in the environment is not looked at. */
const stateHome = ({ XDG_STATE_HOME = "" }: Readonly<Record<string, string | undefined>>): string =>
  isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(homedir(), ".local", "state")

/** The directory of the store. */
export const directory = (
  chosen: string | undefined,
  env: Readonly<Record<string, string | undefined>> = process.env
): string => chosen ?? join(stateHome(env), "jobledger")

/** The file of the log in it. */
export const database = (directory: string): string => join(directory, "events.sqlite")
