/**
 * The version of the package, read from its manifest: two steps above `src` and `dist` alike.
 */
import { readFileSync } from "node:fs"

export const version = (): string => {
  // The manifest of this very package.
  const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    readonly version: string
  }
  return manifest.version
}

/** What `--version` prints. */
export const line = (): string => `jobledger ${version()}`
