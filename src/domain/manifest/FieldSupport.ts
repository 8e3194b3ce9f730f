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

type Steps = ReadonlyArray<string>

const stepsOf = (path: string): Steps => path.split(/\.|(?=\[\*\])/)

const none: ReadonlyArray<never> = []

/** Where a manifest has room for a field: its parent is there, the field itself need not be. */
const placesOf = (value: unknown, [step, ...steps]: Steps, path = ""): ReadonlyArray<Place> => {
  if (step === undefined) return [{ path, value }]
  if (step === "[*]")
    return Array.isArray(value)
      ? value.flatMap((item: unknown, position) => placesOf(item, steps, `${path}[${position}]`))
      : none
  return Predicate.isObject(value)
    ? placesOf(value[step], steps, path === "" ? step : `${path}.${step}`)
    : none
}

/** `null` counts as absent (AJ-6), and so does what is empty. */
const isSet = ({ value }: Place): boolean =>
  Predicate.isNotNullish(value) &&
  value !== "" &&
  !(Predicate.isObjectOrArray(value) && Object.keys(value).length === 0)

/** Who says no to something asks for nothing that could be refused. */
const isAsked = (place: Place): boolean => isSet(place) && place.value !== false

/** What must not start on a runtime, and why: every field of a manifest that is in the way. */
export type Refusals = (manifest: unknown) => ReadonlyArray<FieldError.FieldError>

const refusal = (path: string, support: Support): Refusals | undefined => {
  const steps = stepsOf(path)
  if (support._tag === "Refused")
    return (manifest) =>
      placesOf(manifest, steps)
        .filter(isAsked)
        .map((place) => ({ ...FieldError.forbidden(place.path, support.reason), isOfHere: true }))
  if (support._tag === "Needed")
    return (manifest) =>
      placesOf(manifest, steps)
        .filter((place) => !isSet(place))
        .map((place) => FieldError.required(place.path, support.reason))
  return undefined
}

/** Every field for which a runtime that declares this must not start the Job. Paths are read once for many manifests. */
export const refusals = (declaration: Declaration): Refusals => {
  const all = declaration.flatMap(([path, support]) => refusal(path, support) ?? [])
  return (manifest) => all.flatMap((refuses) => refuses(manifest))
}

/** A field that will have no effect, and what that means. */
export interface Remark {
  readonly path: string
  readonly text: string
}

/** Every field that is set and has no effect, each told once. */
export const remarks = (declaration: Declaration, manifest: unknown): ReadonlyArray<Remark> =>
  declaration.flatMap(([path, support]) =>
    support._tag === "WithoutEffect" && placesOf(manifest, stepsOf(path)).some(isSet)
      ? [{ path, text: support.reason }]
      : []
  )
