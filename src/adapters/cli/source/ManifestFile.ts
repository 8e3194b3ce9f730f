/**
 * A manifest in a file of its own, named by a scenario: the first Job in it.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { type FileNotFound, invalidInput } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as Document from "./Document.ts"
import * as Excerpt from "./Excerpt.ts"
import * as FieldErrors from "./FieldErrors.ts"

export interface ManifestFile {
  readonly document: Document.Document
  /** What else is in the file, and is no part of the story. */
  readonly notes: ReadonlyArray<string>
}

const textOf = (value: unknown, key: string): string =>
  Predicate.hasProperty(value, key) && Predicate.isString(value[key]) ? value[key] : ""

const isJob = ({ value }: Document.Document): boolean => textOf(value, "kind") === "Job"

const isEmpty = ({ value }: Document.Document): boolean => value === null || value === undefined

/** `Secret "credentials"` */
const describe = (value: unknown): string => {
  const kind = textOf(value, "kind")
  const name = Predicate.hasProperty(value, "metadata") ? textOf(value.metadata, "name") : ""
  return `${kind === "" ? "a document without a kind" : kind}${name === "" ? "" : ` "${name}"`}`
}

const refused = (document: Document.Document): Document.Complaints => {
  if (!Predicate.isObject(document.value)) return [Document.notAnObject(document)]
  const kind = textOf(document.value, "kind")
  return FieldErrors.complaints(document, "", [
    kind === ""
      ? { path: "kind", kind: "Required value", detail: 'only "Job" can be simulated', isOfHere: false }
      : {
          path: "kind",
          kind: "Unsupported value",
          badValue: kind,
          detail: 'supported values: "Job"',
          isOfHere: false
        }
  ])
}

const choose = (
  name: string,
  documents: ReadonlyArray<Document.Document>
): Result.Result<ManifestFile, Document.Complaints> => {
  const filled = documents.filter((document) => !isEmpty(document))
  const job = filled.find(isJob)
  if (job === undefined)
    return Result.fail(filled.length === 0 ? [`${name}: no Job in it`] : filled.flatMap(refused))
  const others = filled.filter((document) => document !== job)
  return Result.succeed({
    document: job,
    notes: others.map(({ value }) =>
      Excerpt.printable(`${name}: ${describe(value)} takes no part in the simulation`)
    )
  })
}

/** Reads a manifest. `at`: the place that names it, for the case that there is none. */
export const load = (path: string, at: string): Effect.Effect<ManifestFile, Input.InputFailure> =>
  Effect.gen(function* () {
    const text = yield* Effect.mapError(Input.text(path), (failure): Input.InputFailure => {
      const named: FileNotFound = { _tag: "FileNotFound", path, at }
      return failure._tag === "FileNotFound" ? named : failure
    })
    const documents = Document.read({ name: path, text, firstLine: 1 })
    const complaints = documents.flatMap((document) => (Result.isFailure(document) ? document.failure : []))
    if (complaints.length > 0) return yield* Effect.fail(invalidInput(complaints))
    const read = documents.flatMap((document) => (Result.isSuccess(document) ? [document.success] : []))
    return yield* Effect.mapError(Effect.fromResult(choose(path, read)), invalidInput)
  })
