/**
 * The Jobs to run: every document of every file, and every item of a List, in order, all complaints at once.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { type InvalidInput, invalidInput } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as Document from "./Document.ts"
import * as FieldErrors from "./FieldErrors.ts"
import * as Location from "./Location.ts"

/** An object of a document; `within`: its path there, where it is an item of a List. */
export interface Item {
  readonly document: Document.Document
  readonly value: unknown
  readonly within: string
}

const isEmpty = ({ value }: Item): boolean => value === null || value === undefined

/** The items of a List, such as `kubectl get -o yaml` writes; of anything else, itself. */
const itemsOf = (item: Item): ReadonlyArray<Item> => {
  const { document, value, within } = item
  if (!Predicate.hasProperty(value, "kind") || value.kind !== "List") return [item]
  if (!Predicate.hasProperty(value, "apiVersion") || value.apiVersion !== "v1") return [item]
  if (!Predicate.hasProperty(value, "items") || !Array.isArray(value.items)) return [item]
  const path = Location.below(within, "items")
  return value.items.flatMap((one: unknown, position) =>
    itemsOf({ document, value: one, within: `${path}[${position}]` })
  )
}

/** Only Jobs can be run. */
export const misplaced = ({ document, value, within }: Item): Document.Complaints => {
  if (!Predicate.isObject(value)) return [Document.notAnObject(document, within)]
  const kind = "kind" in value ? value["kind"] : undefined
  if (kind === "Job") return []
  const error =
    kind === undefined
      ? ({ path: "kind", kind: "Required value", detail: "", isOfHere: false } as const)
      : ({
          path: "kind",
          kind: "Unsupported value",
          badValue: typeof kind === "string" ? kind : JSON.stringify(kind),
          detail: 'supported values: "Job"',
          isOfHere: false
        } as const)
  return FieldErrors.complaints(document, within, [error])
}

const documentsOf = (path: string): Effect.Effect<ReadonlyArray<Document.Document>, Input.InputFailure> =>
  Effect.flatMap(Input.text(path), (text) => {
    const read = Document.read({ name: Input.nameOf(path), text, firstLine: 1 })
    const complaints = read.flatMap((document) => (Result.isFailure(document) ? document.failure : []))
    return complaints.length > 0
      ? Effect.fail(invalidInput(complaints))
      : Effect.succeed(read.flatMap((document) => (Result.isSuccess(document) ? [document.success] : [])))
  })

/** Reads the files: every object that is there, whatever its kind. */
export const read = (
  paths: ReadonlyArray<string>
): Effect.Effect<ReadonlyArray<Item>, Input.InputFailure | InvalidInput> =>
  Effect.gen(function* () {
    const files = yield* Effect.forEach(paths, documentsOf)
    const items = files
      .flat()
      .map((document): Item => ({ document, value: document.value, within: "" }))
      .filter((item) => !isEmpty(item))
      .flatMap(itemsOf)
    if (items.length === 0)
      return yield* Effect.fail(invalidInput([`${paths.map(Input.nameOf).join(", ")}: no Job in it`]))
    return items
  })

/** Reads the files. Each object is a Job, or is complained about. */
export const load = (
  paths: ReadonlyArray<string>
): Effect.Effect<ReadonlyArray<Item>, Input.InputFailure | InvalidInput> =>
  Effect.flatMap(read(paths), (items) => {
    const complaints = items.flatMap(misplaced)
    return complaints.length > 0 ? Effect.fail(invalidInput(complaints)) : Effect.succeed(items)
  })
