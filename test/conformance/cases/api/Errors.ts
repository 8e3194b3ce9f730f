/** Errors as cases hold them: what is compared of each is its machine type, its field and its detail (AJ-1). */
import * as Schema from "effect/Schema"
import type * as FieldError from "../../../../src/domain/manifest/FieldError.ts"
import type { Differences } from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"

/** `text` holds Go's spelling of bad values, and is not compared. */
export const Errors = Schema.Array(
  Schema.Struct({
    type: Schema.String,
    field: Schema.String,
    detail: Schema.String,
    text: Schema.optionalKey(Schema.String)
  })
)
export type Errors = typeof Errors.Type

const types: Readonly<Record<FieldError.Kind, string>> = {
  "Required value": "FieldValueRequired",
  "Invalid value": "FieldValueInvalid",
  "Unsupported value": "FieldValueNotSupported",
  Forbidden: "FieldValueForbidden",
  "Duplicate value": "FieldValueDuplicate",
  "Too long": "FieldValueTooLong",
  "Too many": "FieldValueTooMany",
  "Not found": "FieldValueNotFound"
}

export const compared = (
  expected: Errors,
  actual: ReadonlyArray<Pick<FieldError.FieldError, "kind" | "path" | "detail">>
): Differences =>
  Comparing.equal(
    "errors",
    expected.map(({ type, field, detail }) => ({ type, field, detail })),
    actual.map(({ kind, path, detail }) => ({ type: types[kind], field: path, detail }))
  )
