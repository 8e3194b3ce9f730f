/**
 * What is wrong with one field of an object, and how the Kubernetes API words it (AJ-1 to AJ-3).
 */
import * as SchemaIssue from "effect/SchemaIssue"

export type Kind =
  | "Required value"
  | "Invalid value"
  | "Unsupported value"
  | "Forbidden"
  | "Duplicate value"
  | "Too long"
  | "Too many"
  | "Not found"

/** What a field holds, as JSON. */
export type BadValue = string | number | boolean | null | object

/** `badValue` is left out where the API leaves it out (AJ-2). `isOfHere`: not by the API, but by who runs the Job here. */
export interface FieldError {
  readonly path: string
  readonly kind: Kind
  readonly badValue?: BadValue
  readonly detail: string
  readonly isOfHere: boolean
}

export const required = (path: string, detail = ""): FieldError => ({
  path,
  kind: "Required value",
  detail,
  isOfHere: false
})

export const invalid = (path: string, badValue: BadValue, detail: string): FieldError => ({
  path,
  kind: "Invalid value",
  badValue,
  detail,
  isOfHere: false
})

/** Something about the parts of a field: the value as a whole would say too much. */
export const inconsistent = (path: string, detail: string): FieldError => ({
  path,
  kind: "Invalid value",
  detail,
  isOfHere: false
})

/** `supported` is listed in the order given (AJ-3). */
export const notSupported = (
  path: string,
  badValue: string,
  supported: ReadonlyArray<string>
): FieldError => ({
  path,
  kind: "Unsupported value",
  badValue,
  detail: `supported values: ${supported.map((value) => `"${value}"`).join(", ")}`,
  isOfHere: false
})

export const duplicate = (path: string, badValue: string | number): FieldError => ({
  path,
  kind: "Duplicate value",
  badValue,
  detail: "",
  isOfHere: false
})

export const forbidden = (path: string, detail: string): FieldError => ({
  path,
  kind: "Forbidden",
  detail,
  isOfHere: false
})

/** AJ-3. */
export const tooLong = (path: string, bytesMax: number): FieldError => ({
  path,
  kind: "Too long",
  detail: `may not be more than ${bytesMax} bytes`,
  isOfHere: false
})

/** AJ-3. */
export const tooMany = (path: string, count: number, countMax: number): FieldError => ({
  path,
  kind: "Too many",
  badValue: count,
  detail: `must have at most ${countMax} items`,
  isOfHere: false
})

export const notFound = (path: string, badValue: string): FieldError => ({
  path,
  kind: "Not found",
  badValue,
  detail: "",
  isOfHere: false
})

/** `PATH: KIND: BADVALUE: DETAIL` (AJ-1). */
export const render = (error: FieldError): string =>
  [
    error.path,
    error.kind,
    ...(error.badValue === undefined ? [] : [JSON.stringify(error.badValue)]),
    ...(error.detail === "" ? [] : [error.detail])
  ].join(": ")

/** The keys that lead to a field. */
export type Keys = ReadonlyArray<PropertyKey>

/** `spec.template.spec.containers[0].name` from the keys that lead there. */
export const renderPath = (path: Keys): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`,
    ""
  )

const unexpected = "unexpected"
const missing = "missing"

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    if (issue._tag === "UnexpectedKey") return unexpected
    if (issue._tag === "MissingKey") return missing
    return SchemaIssue.defaultLeafHook(issue)
  }
})

const fromMessage = (path: string, message: string): FieldError => {
  if (message === missing) return required(path)
  if (message === unexpected) return forbidden(path, "unknown field")
  return { path, kind: "Invalid value", detail: message, isOfHere: false }
}

interface Leaf {
  readonly keys: Keys
  readonly message: string
}

const leaves = (issue: SchemaIssue.Issue): ReadonlyArray<Leaf> =>
  issuesOf(issue).issues.map(({ path = [], message }) => ({
    keys: path.map((segment) => (typeof segment === "object" ? segment.key : segment)),
    message
  }))

/** Every leaf of a Schema issue, in the order of the fields. */
export const fromIssue = (issue: SchemaIssue.Issue): ReadonlyArray<FieldError> =>
  leaves(issue).map(({ keys, message }) => fromMessage(renderPath(keys), message))

/** Those leaves that are fields the Schema does not know. */
export const unknownIn = (issue: SchemaIssue.Issue): ReadonlyArray<Keys> =>
  leaves(issue).flatMap(({ keys, message }) => (message === unexpected ? [keys] : []))

export const unknownField = (path: string): FieldError => fromMessage(path, unexpected)
