/**
 * Makes a directory and what is missing above it. Node's own way never ends where the file system lets nothing be made
 * and says that the parent is missing, as `/proc` does.
 */
import { existsSync, mkdirSync, statSync } from "node:fs"
import { dirname } from "node:path"

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** `mode` is that of every directory that is made. Throws what the system says: `EEXIST` where something else is. */
export const makeDirectory = (path: string, mode = 0o777): void => {
  if (isDirectory(path)) return
  const parent = dirname(path)
  if (!existsSync(parent)) makeDirectory(parent, mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Somebody else was faster.
    if (!isDirectory(path)) throw error
  }
}
