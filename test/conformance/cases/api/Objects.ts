/** Jobs as cases hold them, before defaults or as they are stored. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Defaults from "../../../../src/domain/manifest/Defaults.ts"
import * as FieldError from "../../../../src/domain/manifest/FieldError.ts"
import * as JobManifest from "../../../../src/domain/manifest/JobManifest.ts"
import type * as JobUpdate from "../../../../src/domain/manifest/JobUpdate.ts"

export const Json = Schema.Record(Schema.String, Schema.Json)
export type Json = typeof Json.Type

/** The manifest; a case leaves out what kind of object it is about. */
export const manifestOf = (object: Json): JobManifest.JobManifest =>
  Result.match(JobManifest.decode({ apiVersion: "batch/v1", kind: "Job", ...object }), {
    onFailure: (errors) => {
      throw new Error(errors.map(FieldError.render).join("\n"))
    },
    onSuccess: (manifest) => manifest
  })

/** With every default. */
export const versionOf = (object: Json): JobUpdate.Version => {
  const manifest = manifestOf(object)
  return { metadata: manifest.metadata ?? {}, spec: Defaults.specOf(manifest) }
}

/**
 * Without defaults that a check would notice: `completions` is filled in where nothing is said of `parallelism`, so
 * that says what no check minds.
 */
export const undefaulted = (object: Json): JobUpdate.Version => {
  const manifest = manifestOf(object)
  return {
    metadata: manifest.metadata ?? {},
    spec: Defaults.specOf({ ...manifest, spec: { parallelism: 1, ...manifest.spec } })
  }
}
