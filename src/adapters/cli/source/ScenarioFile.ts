/**
 * Scenarios in files: one in a YAML or JSON file, or one a line.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { type InvalidInput, invalidInput } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as BareManifest from "./BareManifest.ts"
import * as Candidate from "./Candidate.ts"
import * as Document from "./Document.ts"
import type * as FieldValidation from "./FieldValidation.ts"
import * as JsonMembers from "./JsonMembers.ts"

const asInvalidInput = <A>(result: Result.Result<A, Document.Complaints>): Effect.Effect<A, InvalidInput> =>
  Effect.mapError(Effect.fromResult(result), invalidInput)

/** Several documents are no scenario; they may be the manifests of one. */
const several = (
  name: string,
  documents: ReadonlyArray<Result.Result<Document.Document, Document.Complaints>>
): InvalidInput => {
  const manifest = documents
    .flatMap((document) => (Result.isSuccess(document) ? [document.success] : []))
    .find(({ value }) => BareManifest.isOne(value))
  return invalidInput([
    manifest === undefined
      ? `${name}: more than one document; a .jsonl file holds many scenarios`
      : BareManifest.complaint(manifest, "kind")
  ])
}

/** The scenario of a whole text, read from a path. */
export const ofText = (
  path: string,
  text: string,
  validate: FieldValidation.Mode
): Effect.Effect<Candidate.Judged, Input.InputFailure> => {
  const name = Input.nameOf(path)
  const documents = Document.read({ name, text, firstLine: 1 })
  const [first, second] = documents
  if (first === undefined) return Effect.fail(invalidInput([`${name}: no scenario in it`]))
  if (second !== undefined) return Effect.fail(several(name, documents))
  return Effect.flatMap(asInvalidInput(first), (document) =>
    Candidate.judge({
      path,
      validate,
      ...Candidate.unwrap(document.value),
      document: () => Result.succeed(document)
    })
  )
}

export const load = (
  path: string,
  validate: FieldValidation.Mode
): Effect.Effect<Candidate.Judged, Input.InputFailure> =>
  Effect.flatMap(Input.text(path), (text) => ofText(path, text, validate))

/** The scenario of one line of a file. Its parts are located only when there is something to complain about. */
export const ofLine = (
  path: string,
  { text, line }: { readonly text: string; readonly line: number },
  validate: FieldValidation.Mode
): Effect.Effect<Candidate.Judged, Input.InputFailure> => {
  const source = { name: Input.nameOf(path), text, firstLine: line }
  return Effect.flatMap(asInvalidInput(Document.parseJson(source)), (value) => {
    const document = () => Document.locate(source, value)
    const candidate = { path, validate, ...Candidate.unwrap(value), document }
    return JsonMembers.areUnique(text, value)
      ? Candidate.judge(candidate)
      : Effect.andThen(asInvalidInput(document()), Candidate.judge(candidate))
  })
}
