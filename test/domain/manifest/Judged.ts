/** What the API would say to the spec of a Job, as it is written. */
import * as Result from "effect/Result"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import * as Validation from "../../../src/domain/manifest/Validation.ts"
import { manifest, type PodFields } from "../Told.ts"

/** The errors of a Job `demo` of one container `main`, but for what is given. */
export const errors = (spec: object, pod: PodFields = {}, name = "demo"): ReadonlyArray<string> => {
  const written = manifest({}, pod)
  const decoded = JobManifest.decode({ ...written, spec: { ...written.spec, ...spec } })
  return Validation.spec(name, Defaults.specOf(Result.getOrThrow(decoded))).map(FieldError.render)
}
