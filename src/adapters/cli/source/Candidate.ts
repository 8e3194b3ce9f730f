/**
 * A value that may be a scenario, or a trace that holds one under the key `scenario`. Its manifest may be the path of
 * another file, relative to this one.
 */
import { dirname, isAbsolute, join } from "node:path"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import type * as Scenario from "../../../runtime/simulation/Scenario.ts"
import { type InvalidInput, invalidInput } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as BareManifest from "./BareManifest.ts"
import * as Document from "./Document.ts"
import * as FieldErrors from "./FieldErrors.ts"
import * as FieldValidation from "./FieldValidation.ts"
import * as Judgement from "./Judgement.ts"
import * as Location from "./Location.ts"
import * as ManifestFile from "./ManifestFile.ts"

/** A scenario that can be played, and what to say of it. */
export interface Judged {
  readonly scenario: Scenario.Scenario
  readonly notes: ReadonlyArray<string>
}

/** What is to be judged. `within`: the path in its document; `document` is asked for only when there is a complaint. */
export interface Candidate {
  readonly path: string
  readonly value: unknown
  readonly within: string
  readonly validate: FieldValidation.Mode
  readonly document: () => Result.Result<Document.Document, Document.Complaints>
}

/** What of a value is the scenario. */
export const unwrap = (value: unknown): Pick<Candidate, "value" | "within"> =>
  Predicate.hasProperty(value, "scenario") && !Predicate.hasProperty(value, "manifest")
    ? { value: value.scenario, within: "scenario" }
    : { value, within: "" }

const complaints = (
  { document, within }: Candidate,
  faults: Judgement.Faults,
  manifest: ManifestFile.ManifestFile | undefined
): Document.Complaints =>
  Result.match(document(), {
    onFailure: (failure) => failure,
    onSuccess: (there) => {
      const own = faults.manifest.map((error) => ({ ...error, path: `manifest.${error.path}` }))
      return manifest === undefined
        ? FieldErrors.complaints(there, within, [...faults.scenario, ...own])
        : [
            ...FieldErrors.complaints(there, within, faults.scenario),
            ...FieldErrors.complaints(manifest.document, "", faults.manifest)
          ]
    }
  })

/** A manifest by itself is nothing to play. */
const refuseManifest = ({ value, within, document }: Candidate): Effect.Effect<void, InvalidInput> =>
  BareManifest.isOne(value)
    ? Effect.fail(
        invalidInput(
          Result.match(document(), {
            onFailure: (failure) => failure,
            onSuccess: (there) => [BareManifest.complaint(there, Location.below(within, "kind"))]
          })
        )
      )
    : Effect.void

/** Where the scenario names its manifest. */
const placeOf = (candidate: Candidate): string =>
  Result.match(candidate.document(), {
    onFailure: () => Input.nameOf(candidate.path),
    onSuccess: (document) => {
      const { value } = Location.of(document.nodes, Location.below(candidate.within, "manifest"))
      return Document.placeOf(document, document.lines, value)
    }
  })

export const judge = (candidate: Candidate): Effect.Effect<Judged, Input.InputFailure> =>
  Effect.gen(function* () {
    const { value, path } = candidate
    yield* refuseManifest(candidate)
    const named = Predicate.hasProperty(value, "manifest") ? value.manifest : undefined
    const directory = Input.isStandardInput(path) ? "." : dirname(path)
    const manifest = Predicate.isString(named)
      ? yield* ManifestFile.load(isAbsolute(named) ? named : join(directory, named), placeOf(candidate))
      : undefined
    const held = manifest === undefined ? named : manifest.document.value
    const read = FieldValidation.read(candidate.validate, held)
    const whole =
      read.manifest === named || !Predicate.isObject(value) ? value : { ...value, manifest: read.manifest }
    const { scenario, warnings } = yield* Effect.mapError(
      Effect.fromResult(Judgement.judge(whole, read.manifest)),
      (faults) => invalidInput(complaints(candidate, faults, manifest))
    )
    const remarks = FieldValidation.lines([...read.warnings, ...warnings])
    return { scenario, notes: [...(manifest?.notes ?? []), ...remarks] }
  })
