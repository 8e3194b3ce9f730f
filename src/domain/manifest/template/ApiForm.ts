/**
 * A part of an object as the API shows it: its members in the order of the Schema, with what the API fills in, and
 * without what says as much as nothing (`Field`). So two values are the same to the API when their forms are (AJ-86).
 */
import * as Record from "effect/Record"
import type * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import type { Habits } from "./Field.ts"
import * as Quantity from "./Quantity.ts"

type Members = Readonly<Record<string, unknown>>

/** `undefined`: the API does not show it. */
type Show = (value: unknown) => unknown

const habitsOf = (ast: SchemaAST.AST): Habits => {
  // The key is ours, and `Field` puts nothing else there.
  const habits = SchemaAST.resolve(ast)?.["habits"] as Habits | undefined
  return habits ?? {}
}

const ofScalar = ({ zero, default: filled, isQuantity }: Habits): Show => {
  if (isQuantity === true)
    return (value) =>
      typeof value === "string" || typeof value === "number" ? Quantity.canonical(value) : value
  return (value) => (value === undefined || value === zero ? filled : value)
}

const ofList = (item: SchemaAST.AST): Show => {
  const show = showOf(item)
  return (value) => (Array.isArray(value) && value.length > 0 ? value.map(show) : undefined)
}

// What is shown has been read by a Schema, or by nobody (PodTemplateSchema): then it has members all the same.
const membersOf = (value: unknown): Members => value as Members

const ofMap = (type: SchemaAST.AST): Show => {
  const show = showOf(type)
  return (value) =>
    value === undefined || Record.isEmptyRecord(membersOf(value))
      ? undefined
      : Record.map(membersOf(value), show)
}

const ofStruct = (signatures: ReadonlyArray<SchemaAST.PropertySignature>): Show => {
  const members = signatures.map(({ name, type }) => ({ name: String(name), show: showOf(type) }))
  return (value) => {
    if (value === undefined) return undefined
    const of = membersOf(value)
    const known = Object.fromEntries(members.map(({ name, show }) => [name, show(of[name])]))
    // What no Schema knows comes last.
    return Record.filter(
      { ...known, ...Record.filter(of, (_, name) => !Object.hasOwn(known, name)) },
      isShown
    )
  }
}

const isShown = (value: unknown): boolean => value !== undefined

const showOf = (ast: SchemaAST.AST): Show => {
  if (SchemaAST.isArrays(ast)) return ast.rest[0] === undefined ? (value) => value : ofList(ast.rest[0])
  if (!SchemaAST.isObjects(ast)) return ofScalar(habitsOf(ast))
  const [index] = ast.indexSignatures
  return index === undefined ? ofStruct(ast.propertySignatures) : ofMap(index.type)
}

export const of = <A>(schema: Schema.Codec<A>): ((value: A) => A) => {
  const show = showOf(schema.ast)
  // Every member may be missing, so whatever is shown is of the type.
  return (value) => show(value) as A
}
