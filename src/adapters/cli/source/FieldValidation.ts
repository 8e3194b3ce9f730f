/**
 * What becomes of fields that Kubernetes does not know, as `kubectl --validate` has it. Everything else that is wrong
 * with a manifest is refused either way.
 */
import * as UnknownFields from "../../../domain/manifest/UnknownFields.ts"

/** `strict` leaves them in, to be refused by name. */
export type Mode = "strict" | "warn" | "ignore"

/** A manifest to be judged, and what to say of what it held. */
export interface Read {
  readonly manifest: unknown
  readonly warnings: ReadonlyArray<string>
}

export const read = (mode: Mode, manifest: unknown): Read => {
  if (mode === "strict") return { manifest, warnings: [] }
  const known = UnknownFields.drop(manifest)
  const warnings = mode === "warn" ? known.unknown.map((path) => `unknown field "${path}"`) : []
  return { manifest: known.manifest, warnings }
}

/** As kubectl prints what an API server remarks. */
export const lines = (warnings: ReadonlyArray<string>): ReadonlyArray<string> =>
  warnings.map((warning) => `Warning: ${warning}`)
