/**
 * The version of the package, from its manifest; in the published command it is written in.
 */
import manifest from "../../../package.json" with { type: "json" }

export const { version } = manifest

/** What `--version` prints. */
export const line = `jobledger ${version}`
