/**
 * Manifests that are valid but for one place, as people and programs write them: a field that is gone, of another type,
 * out of its range, misspelt, there twice, or of a name that means something to JavaScript.
 */
import * as Predicate from "effect/Predicate"
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as ManifestArbitrary from "./ManifestArbitrary.ts"

type Path = ReadonlyArray<string | number>
type Json = Schema.Json

/** `path`: where it was valid before; of a member that was added, its parent. */
export interface NearlyValid {
  readonly manifest: Json
  readonly path: Path
  readonly damage: string
}

const itemsOf = (value: ReadonlyArray<Json>): ReadonlyArray<Json> => value

const children = (value: Json): ReadonlyArray<readonly [string | number, Json]> => {
  if (Array.isArray(value)) return value.map((item: Json, position) => [position, item] as const)
  // Json that is an object holds Json.
  return Predicate.isObject(value) ? Object.entries(value as Readonly<Record<string, Json>>) : []
}

const paths = (value: Json): ReadonlyArray<Path> =>
  children(value).flatMap(([key, child]) => [[key], ...paths(child).map((path) => [key, ...path])])

/** What becomes of the value at a path: nothing stands for its removal. */
type Change = (value: Json) => Json | undefined

/** A member called `__proto__` is one of its own, as a parser of JSON makes it. */
const changed = (value: Json, [key, ...rest]: Path, change: Change): Json => {
  const entries = children(value).flatMap(
    ([name, child]): ReadonlyArray<readonly [string | number, Json]> => {
      if (name !== key) return [[name, child]]
      const next = rest.length === 0 ? change(child) : changed(child, rest, change)
      return next === undefined ? [] : [[name, next]]
    }
  )
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)
}

const withMember =
  (name: string, value: Json): Change =>
  (parent) =>
    Array.isArray(parent)
      ? [...itemsOf(parent), value]
      : Object.fromEntries([...children(parent), [name, value]])

const long = "x".repeat(300)

const nested = (depth: number): Json =>
  Array.from({ length: depth }).reduce<Json>((inner) => ({ nested: inner }), {})

/** Values that fit no field, or only just. */
const values: ReadonlyArray<readonly [string, Json]> = [
  ["null", null],
  ["an empty text", ""],
  ["a text", "x"],
  ["a long text", long],
  ["a text with a control character", "a\u0000b"],
  ["a number as text", "3"],
  ["a quoted boolean", "true"],
  ["a negative number", -1],
  ["half a number", 1.5],
  ["more than 32 bits hold", 2 ** 31],
  ["more than a number holds", 2 ** 53],
  ["a boolean", true],
  ["an empty list", []],
  ["a list of null", [null]],
  ["an empty object", {}],
  ["a deep object", nested(200)]
]

const members: ReadonlyArray<readonly [string, Json]> = [
  ["complétions", 1],
  ["Completions", 1],
  ["restartpolicy", "Never"],
  ["__proto__", { polluted: true }],
  ["constructor", { prototype: { polluted: true } }],
  ["toString", "x"],
  ["", 1]
]

const replaced = values.map(([damage, value]) => ({ damage, change: (): Json => value }))
const added = members.map(([name, value]) => ({
  damage: `a member called ${JSON.stringify(name)}`,
  change: withMember(name, value)
}))

/** Twice as many as there were; only lists have room for it. */
const doubled: Change = (value) => (Array.isArray(value) ? [...itemsOf(value), ...itemsOf(value)] : value)

const damage = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...replaced) },
  { weight: 2, arbitrary: fc.constant({ damage: "nothing", change: (): undefined => undefined }) },
  { weight: 2, arbitrary: fc.constantFrom(...added) },
  { weight: 1, arbitrary: fc.constant({ damage: "everything twice", change: doubled }) }
)

/** A manifest with one damage; some damages do no harm. */
export const manifest: fc.Arbitrary<NearlyValid> = fc
  .tuple(ManifestArbitrary.manifest, fc.nat(), damage)
  .map(([valid, position, { damage: name, change }]) => {
    const all = paths(valid)
    const path = all[position % all.length] ?? []
    return { manifest: changed(valid, path, change), path, damage: name }
  })
