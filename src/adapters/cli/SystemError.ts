/**
 * Errors of the operating system, as Node throws them.
 */
import { getSystemErrorMap } from "node:util"

/** Whatever a file or a stream throws is an Error, with the system's code if the system refused. */
export const from = (error: unknown): NodeJS.ErrnoException =>
  error instanceof Error ? error : new Error(String(error))

/** The system's words: `permission denied`. */
export const describe = ({ errno, message }: NodeJS.ErrnoException): string =>
  getSystemErrorMap().get(errno ?? 0)?.[1] ?? message
