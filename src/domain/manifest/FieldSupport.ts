/**
 * What a runtime makes of the fields of a manifest, declared field by field, and what follows for a manifest: a field
 * without which the Job would not be what its author meant is refused by its path, one whose loss the work survives is
 * told, and none is passed over in silence.
 *
 * A declaration is what docs/support.md is made of, too.
 */
import * as Predicate from "effect/Predicate"
import * as FieldError from "./FieldError.ts"

/** `Needed`: honoured, and must be there. */
export type Support =
  | { readonly _tag: "Honoured" }
  | { readonly _tag: "Needed" | "Refused" | "WithoutEffect"; readonly reason: string }

export const honoured: Support = { _tag: "Honoured" }
export const needed = (reason: string): Support => ({ _tag: "Needed", reason })
export const refused = (reason: string): Support => ({ _tag: "Refused", reason })
export const withoutEffect = (reason: string): Support => ({ _tag: "WithoutEffect", reason })

/**
 * Paths with `[*]` for every item of a list, each with what holds of the field there and of everything below it, unless
 * a longer path says otherwise.
 */
export type Declaration = ReadonlyArray<readonly [path: string, support: Support]>

/** Of who carries every field. */
export const everything: Declaration = []

/** The same for several fields of one parent. */
export const each = (parent: string, fields: ReadonlyArray<string>, support: Support): Declaration =>
  fields.map((field) => [`${parent}.${field}`, support])

interface Place {
  readonly path: string
  readonly value: unknown
}

const step = ({ path, value }: Place, key: string): ReadonlyArray<Place> => {
  if (key === "[*]")
    return Array.isArray(value)
      ? value.map((item: unknown, position) => ({ path: `${path}[${position}]`, value: item }))
      : []
  return Predicate.isObject(value) ? [{ path: path === "" ? key : `${path}.${key}`, value: value[key] }] : []
}

/** Where a manifest has room for a field: its parent is there, the field itself need not be. */
const placesOf = (manifest: unknown, path: string): ReadonlyArray<Place> =>
  path
    .split(/\.|(?=\[\*\])/)
    .reduce<ReadonlyArray<Place>>(
      (places, key) => places.flatMap((place) => step(place, key)),
      [{ path: "", value: manifest }]
    )

/** `null` counts as absent (AJ-6), and so does what is empty. */
const isSet = ({ value }: Place): boolean =>
  Predicate.isNotNullish(value) &&
  value !== "" &&
  !(Predicate.isObjectOrArray(value) && Object.keys(value).length === 0)

/** Who says no to something asks for nothing that could be refused. */
const isAsked = (place: Place): boolean => isSet(place) && place.value !== false

/** Every field for which a runtime that declares this must not start the Job. */
export const refusals = (declaration: Declaration, manifest: unknown): ReadonlyArray<FieldError.FieldError> =>
  declaration.flatMap(([path, support]) => {
    if (support._tag === "Refused")
      return placesOf(manifest, path)
        .filter(isAsked)
        .map((place) => ({ ...FieldError.forbidden(place.path, support.reason), undecided: true }))
    if (support._tag === "Needed")
      return placesOf(manifest, path)
        .filter((place) => !isSet(place))
        .map((place) => FieldError.required(place.path, support.reason))
    return []
  })

/** A field that will have no effect, and what that means. */
export interface Remark {
  readonly path: string
  readonly text: string
}

/** Every field that is set and has no effect, each told once. */
export const remarks = (declaration: Declaration, manifest: unknown): ReadonlyArray<Remark> =>
  declaration.flatMap(([path, support]) =>
    support._tag === "WithoutEffect" && placesOf(manifest, path).some(isSet)
      ? [{ path, text: support.reason }]
      : []
  )
