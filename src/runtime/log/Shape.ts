/**
 * The shape of a JSON value, told at a glance: whether a Schema takes the value as it stands.
 *
 * A shape says yes only where strict decoding would give back an equal value, its members in the same order; the
 * Schema has the last word on everything else, and says what is wrong. It exists because decoding explains, which
 * costs ten times as much as looking, and nearly every record of a log is good.
 */
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"

/** Whether a value has the shape. */
export type Shape<A = unknown> = (value: unknown) => value is A

type Look = (value: unknown) => boolean

/** What is not known here is left to the Schema. */
const never: Look = () => false

const strictly = { errors: "all", onExcessProperty: "error" } as const

const filters = (checks: ReadonlyArray<SchemaAST.Check<unknown>>): ReadonlyArray<SchemaAST.Filter<unknown>> =>
  checks.flatMap((check) => (check._tag === "Filter" ? [check] : filters(check.checks)))

/** A kind of value that passes the checks of its node, too. */
const checked = (kind: Look, ast: SchemaAST.AST): Look =>
  filters(ast.checks ?? []).reduce<Look>(
    (looks, filter) => (value) => looks(value) && filter.run(value, ast, strictly) === undefined,
    kind
  )

const ofArray = ({ elements, rest }: SchemaAST.Arrays): Look => {
  const first = elements.map(look)
  const others = rest.map(look)
  const [other] = others
  if (others.length > 1 || elements.some(SchemaAST.isOptional)) return never
  return (value) =>
    Array.isArray(value) &&
    (other === undefined ? value.length === first.length : value.length >= first.length) &&
    value.every((item, position) => (first[position] ?? other ?? never)(item))
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const ofRecord = ({ parameter, type }: SchemaAST.IndexSignature): Look => {
  const member = look(type)
  if (!SchemaAST.isString(parameter) || parameter.checks !== undefined) return never
  return (value) => {
    if (!isObject(value)) return false
    for (const name in value) {
      if (!member(value[name])) return false
    }
    return true
  }
}

/** Members stand in the order of the schema, those that may be missing left out. */
const ofStruct = (signatures: ReadonlyArray<SchemaAST.PropertySignature>): Look => {
  const members = signatures.map(({ name, type }) => ({
    name,
    isOptional: SchemaAST.isOptional(type),
    shape: look(type)
  }))
  const behind = (position: number, name: string | undefined): number => {
    let next = position
    while (members[next]?.isOptional === true && members[next]?.name !== name) next += 1
    return next
  }
  return (value) => {
    if (!isObject(value)) return false
    let position = 0
    for (const name in value) {
      position = behind(position, name)
      const member = members[position]
      if (member?.name !== name || !member.shape(value[name])) return false
      position += 1
    }
    return behind(position, undefined) === members.length
  }
}

const ofObject = ({ propertySignatures, indexSignatures }: SchemaAST.Objects): Look => {
  const [index] = indexSignatures
  if (index === undefined) return ofStruct(propertySignatures)
  return propertySignatures.length === 0 && indexSignatures.length === 1 ? ofRecord(index) : never
}

const ofKind = (ast: SchemaAST.AST): Look => {
  if (SchemaAST.isUnknown(ast)) return () => true
  if (SchemaAST.isString(ast)) return (value) => typeof value === "string"
  if (SchemaAST.isNumber(ast)) return (value) => typeof value === "number"
  if (SchemaAST.isBoolean(ast)) return (value) => typeof value === "boolean"
  if (SchemaAST.isLiteral(ast)) return (value) => value === ast.literal
  if (SchemaAST.isUnion(ast)) return ast.types.every(SchemaAST.isLiteral) ? ofAny(ast.types.map(look)) : never
  if (SchemaAST.isArrays(ast)) return ofArray(ast)
  if (SchemaAST.isObjects(ast)) return ofObject(ast)
  return ast === Schema.Json.ast ? Schema.is(Schema.Json) : never
}

const ofAny =
  (shapes: ReadonlyArray<Look>): Look =>
  (value) =>
    shapes.some((shape) => shape(value))

const look = (ast: SchemaAST.AST): Look => {
  if (ast.encoding !== undefined || ("encodingChecks" in ast && ast.encodingChecks !== undefined))
    return never
  return checked(ofKind(ast), ast)
}

/** The shape of what a Schema takes. Nothing has it where the Schema changes what it decodes. */
export const of = <A>(schema: Schema.Schema<A>): Shape<A> => {
  const looks = look(schema.ast)
  return (value): value is A => looks(value)
}
