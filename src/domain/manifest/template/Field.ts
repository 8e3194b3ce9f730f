/**
 * Kinds of members of the API's objects, as its own types have them. Every member may be missing in a manifest.
 *
 * The API knows two sorts of members. Of most, a zero value (`""`, `0`, `false`) says as much as absence, and is not
 * shown. The others, `given`, tell the two apart. What the API fills in where nothing is said stands beside the kind:
 * `textOr("TCP")`. `ApiForm` reads both.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Quantity from "./Quantity.ts"

export const Int32 = Schema.Int.check(Schema.isBetween({ minimum: -2147483648, maximum: 2147483647 }))

/** What `ApiForm` finds on a member: the value that is as good as none, and the one that stands for none. */
export interface Habits {
  readonly zero?: string | number | boolean
  readonly default?: string | number | boolean
  readonly isQuantity?: boolean
}

const habits = (habits: Habits) => ({ habits })

export const text = Schema.optionalKey(Schema.String.annotate(habits({ zero: "" })))
export const flag = Schema.optionalKey(Schema.Boolean.annotate(habits({ zero: false })))
export const int32 = Schema.optionalKey(Int32.annotate(habits({ zero: 0 })))

export const textOr = (value: string) =>
  Schema.optionalKey(Schema.String.annotate(habits({ zero: "", default: value })))
export const int32Or = (value: number) =>
  Schema.optionalKey(Int32.annotate(habits({ zero: 0, default: value })))

/** Members whose zero value says something. */
export const given = {
  text: Schema.optionalKey(Schema.String),
  flag: Schema.optionalKey(Schema.Boolean),
  int32: Schema.optionalKey(Int32),
  int64: Schema.optionalKey(Schema.Int),
  textOr: (value: string) => Schema.optionalKey(Schema.String.annotate(habits({ default: value }))),
  flagOr: (value: boolean) => Schema.optionalKey(Schema.Boolean.annotate(habits({ default: value }))),
  int32Or: (value: number) => Schema.optionalKey(Int32.annotate(habits({ default: value }))),
  int64Or: (value: number) => Schema.optionalKey(Schema.Int.annotate(habits({ default: value })))
}

const isQuantity = Schema.makeFilter<string | number>((written) => Option.isSome(Quantity.parse(written)), {
  expected: "an amount such as 500m, 2 or 1Gi"
})

/** An amount such as `500m` or `1Gi`; a plain number is one, too. */
const Amount = Schema.Union([Schema.String, Schema.Finite])
  .check(isQuantity)
  .annotate(habits({ isQuantity: true }))

export const quantity = Schema.optionalKey(Amount)
export const quantities = Schema.optionalKey(Schema.Record(Schema.String, Amount))

/** A number, or the name of a port. */
export const port = Schema.optionalKey(Schema.Union([Int32, Schema.String]))

export const map = Schema.optionalKey(Schema.Record(Schema.String, Schema.String))

export const list = <S extends Schema.Top>(item: S) => Schema.optionalKey(Schema.Array(item))

/** An object of its own, also where it is empty. */
export const part = <S extends Schema.Top>(of: S) => Schema.optionalKey(of)
