/**
 * JSON with its members in the order of a Schema, at a glance: nearly every manifest is good, and a Schema, which says
 * what is wrong with the others, takes several times as long over those that are.
 *
 * Members that are `null` are left out. It answers only where strict decoding would give back a value equal to what is
 * left then. The Schema has the last word on everything else.
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as Nulls from "./Nulls.ts"

/** The value in order; `undefined`, which no JSON is, where the Schema has to look at it. */
type Look = (value: unknown) => unknown

const never: Look = () => undefined

const scalar =
  (is: (value: unknown) => boolean): Look =>
  (value) =>
    is(value) ? value : undefined

const strictly = { errors: "first", onExcessProperty: "error" } as const

const filters = (checks: ReadonlyArray<SchemaAST.Check<unknown>>): ReadonlyArray<SchemaAST.Filter<unknown>> =>
  checks.flatMap((check) => (check._tag === "Filter" ? [check] : filters(check.checks)))

const checked = (kind: Look, ast: SchemaAST.AST): Look => {
  const all = filters(ast.checks ?? [])
  if (all.length === 0) return kind
  return (value) =>
    all.every((filter) => filter.run(value, ast, strictly) === undefined) ? kind(value) : undefined
}

const ofArray = ({ elements, rest }: SchemaAST.Arrays): Look => {
  const [type, ...others] = rest
  if (type === undefined || others.length > 0 || elements.length > 0) return never
  const item = look(type)
  return (value) => {
    if (!Array.isArray(value)) return undefined
    const items = value.map(item)
    return items.includes(undefined) ? undefined : items
  }
}

type Members = Readonly<Record<string, unknown>>

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isNull = (value: unknown): boolean => value === null
const isLeftOut = (value: unknown): boolean => value === undefined

const ofRecord = ({ parameter, type }: SchemaAST.IndexSignature): Look => {
  const member = look(type)
  if (!SchemaAST.isString(parameter) || parameter.checks !== undefined) return never
  return (value) => {
    if (!isMembers(value)) return undefined
    const present = Record.some(value, isNull) ? Record.filter(value, Predicate.isNotNull) : value
    const looked = Record.map(present, member)
    return Record.some(looked, isLeftOut) ? undefined : looked
  }
}

const isRequired = ({ type }: SchemaAST.PropertySignature): boolean => !SchemaAST.isOptional(type)

/** What a Schema says of a member, and how many of its members come before. */
interface Member {
  readonly rank: number
  readonly look: Look
}

type MembersByName = Readonly<Record<string, Member | undefined>>

interface Found {
  readonly name: string
  readonly rank: number
  readonly value: unknown
}

/** Behind all that come before it; most stand in order already. */
const insert = (found: Array<Found>, one: Found): void => {
  const isLast = (found.at(-1)?.rank ?? -1) < one.rank
  if (isLast) found.push(one)
  else
    found.splice(
      found.findIndex(({ rank }) => rank > one.rank),
      0,
      one
    )
}

/** Few of the members that a Schema knows are there: it is asked for these alone. */
const ofStruct = (signatures: ReadonlyArray<SchemaAST.PropertySignature>): Look => {
  const members: MembersByName = Object.fromEntries(
    signatures.map(({ name, type }, rank) => [String(name), { rank, look: look(type) }])
  )
  const required = signatures.filter(isRequired).map(({ name }) => String(name))
  return (value) => {
    if (!isMembers(value)) return undefined
    const found: Array<Found> = []
    for (const name in value) {
      const written = value[name]
      const member = members[name]
      // What every object has is none of them.
      if (member?.look === undefined) return undefined
      if (written === null) continue
      const inner = member.look(written)
      if (inner === undefined) return undefined
      insert(found, { name, rank: member.rank, value: inner })
    }
    if (!required.every((name) => value[name] !== undefined && value[name] !== null)) return undefined
    const ordered: { [name: string]: unknown } = {}
    for (const { name, value } of found) ordered[name] = value
    return ordered
  }
}

const ofObject = ({ propertySignatures, indexSignatures }: SchemaAST.Objects): Look => {
  const [index, ...others] = indexSignatures
  if (index === undefined) return ofStruct(propertySignatures)
  return propertySignatures.length === 0 && others.length === 0 ? ofRecord(index) : never
}

const ofUnion = ({ types }: SchemaAST.Union): Look => {
  const looks = types.map(look)
  return (value) => looks.find((one) => one(value) !== undefined)?.(value)
}

const json = Schema.Json.ast
const isJson = Schema.is(Schema.Json)

const ofJson: Look = (value) => (isJson(value) ? Nulls.without(value) : undefined)

/** A member that may be missing has a copy of its Schema's AST. */
const saysJson = (ast: SchemaAST.AST): boolean =>
  SchemaAST.isDeclaration(ast) && SchemaAST.isDeclaration(json) && ast.run === json.run

const ofKind = (ast: SchemaAST.AST): Look => {
  if (SchemaAST.isString(ast)) return scalar((value) => typeof value === "string")
  if (SchemaAST.isNumber(ast)) return scalar((value) => typeof value === "number")
  if (SchemaAST.isBoolean(ast)) return scalar((value) => typeof value === "boolean")
  if (SchemaAST.isLiteral(ast)) return scalar((value) => value === ast.literal)
  if (SchemaAST.isUnion(ast)) return ofUnion(ast)
  if (SchemaAST.isArrays(ast)) return ofArray(ast)
  if (SchemaAST.isObjects(ast)) return ofObject(ast)
  return saysJson(ast) ? ofJson : never
}

const look = (ast: SchemaAST.AST): Look => (ast.encoding === undefined ? checked(ofKind(ast), ast) : never)

/** The value as strict decoding would give it back, or `undefined` where that is to be seen. */
export const of = <A>(schema: Schema.Schema<A>): ((value: unknown) => A | undefined) => {
  const looks = look(schema.ast)
  // What fits the Schema is of its type.
  return (value) => looks(value) as A | undefined
}
