/** What the API would say to the spec of a Job, as it is written. */
import * as Result from "effect/Result"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as Generation from "../../../src/domain/manifest/Generation.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import * as MetadataValidation from "../../../src/domain/manifest/MetadataValidation.ts"
import * as Validation from "../../../src/domain/manifest/Validation.ts"
import { manifest, type PodFields, uid } from "../Told.ts"

/** The errors of a Job `demo` of one container `main`, but for what is given. */
export const errors = (spec: object, pod: PodFields = {}, name = "demo"): ReadonlyArray<string> => {
  const written = manifest({}, pod)
  const decoded = JobManifest.decode({ ...written, spec: { ...written.spec, ...spec } })
  const identity = { name, uid }
  const generated = Generation.generated(identity, Defaults.specOf(Result.getOrThrow(decoded)))
  return Validation.job(identity, generated).map(FieldError.render)
}

/** The same of what is said of a template: its spec, and its metadata. */
export const templateErrors = (pod: PodFields, metadata: object = {}): ReadonlyArray<string> => {
  const { template } = manifest({}, pod).spec
  return errors({ template: { ...template, metadata } })
}

/** The errors of a Job's metadata, given a name if it has none. */
export const metadataErrors = (metadata: object): ReadonlyArray<string> =>
  MetadataValidation.errors({ name: "demo", namespace: "default", ...metadata }).map(FieldError.render)
