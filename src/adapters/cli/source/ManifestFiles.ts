/**
 * The Jobs to run: every document of every file, in order, all complaints at once.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { type InvalidInput, invalidInput } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as Document from "./Document.ts"
import * as FieldErrors from "./FieldErrors.ts"

const isEmpty = ({ value }: Document.Document): boolean => value === null || value === undefined

/** Only Jobs can be run. */
const misplaced = (document: Document.Document): Document.Complaints => {
  const kind = Predicate.hasProperty(document.value, "kind") ? document.value.kind : undefined
  if (kind === "Job") return []
  const error =
    kind === undefined
      ? ({ path: "kind", kind: "Required value", detail: "", undecided: false } as const)
      : ({
          path: "kind",
          kind: "Unsupported value",
          badValue: typeof kind === "string" ? kind : JSON.stringify(kind),
          detail: 'supported values: "Job"',
          undecided: false
        } as const)
  return FieldErrors.complaints(document, "", [error])
}

const documentsOf = (path: string): Effect.Effect<ReadonlyArray<Document.Document>, Input.InputFailure> =>
  Effect.flatMap(Input.text(path), (text) => {
    const read = Document.read({ name: Input.nameOf(path), text, firstLine: 1 })
    const complaints = read.flatMap((document) => (Result.isFailure(document) ? document.failure : []))
    return complaints.length > 0
      ? Effect.fail(invalidInput(complaints))
      : Effect.succeed(read.flatMap((document) => (Result.isSuccess(document) ? [document.success] : [])))
  })

/** Reads the files. Each document that is not empty is a Job, or is complained about. */
export const load = (
  paths: ReadonlyArray<string>
): Effect.Effect<ReadonlyArray<Document.Document>, Input.InputFailure | InvalidInput> =>
  Effect.gen(function* () {
    const files = yield* Effect.forEach(paths, documentsOf)
    const documents = files.flat().filter((document) => !isEmpty(document))
    const complaints = documents.flatMap(misplaced)
    if (complaints.length > 0) return yield* Effect.fail(invalidInput(complaints))
    if (documents.length === 0)
      return yield* Effect.fail(invalidInput([`${paths.map(Input.nameOf).join(", ")}: no Job in it`]))
    return documents
  })
