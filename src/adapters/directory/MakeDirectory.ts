/**
 * Makes a directory and what is missing above it. Node's own way never ends where the file system lets nothing be made
 * and says that the parent is missing, as `/proc` does.
 */
import { existsSync, mkdirSync } from "node:fs"
import { dirname } from "node:path"

const isThere = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EEXIST"

/** `mode` is that of every directory that is made. Throws what the system says. */
export const makeDirectory = (path: string, mode = 0o777): void => {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) makeDirectory(parent, mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Somebody else was faster.
    if (!isThere(error)) throw error
  }
}
