/**
 * Where a field is written, given its path as `FieldError` writes it: `spec.template.spec.containers[0].name`.
 *
 * A key may contain dots (`metadata.labels.app.kubernetes.io/name`), so a path is read along the nodes, longest key
 * first. Of a field that is not there, the place is that of what should hold it.
 */
import * as Yaml from "yaml"

/** Offsets in the text. `key` is where the name of the field stands, or the item of a list. */
export interface Location {
  readonly key: number
  readonly value: number
  /** The whole path is there. */
  readonly isFound: boolean
}

/** The path in a whole of a path in one of its parts. */
export const below = (within: string, path: string): string =>
  `${within}${within === "" || path === "" || path.startsWith("[") ? "" : "."}${path}`

/** Where a node begins. */
export const startOf = (node: unknown): number => (Yaml.isNode(node) ? (node.range?.[0] ?? 0) : 0)

/** The key as the value will have it. That of a merge is a symbol. */
const keyOf = ({ key }: Yaml.Pair): string => {
  const value = Yaml.isScalar(key) ? key.value : key
  return typeof value === "symbol" ? (value.description ?? "") : String(value)
}

/** What is left of a path after a key; nothing if the path does not begin with it. */
const after = (path: string, key: string): string | undefined => {
  if (!path.startsWith(key)) return undefined
  const rest = path.slice(key.length)
  if (rest === "" || rest.startsWith("[")) return rest
  return rest.startsWith(".") ? rest.slice(1) : undefined
}

const resolved = (nodes: Yaml.Document.Parsed, node: unknown): unknown =>
  Yaml.isAlias(node) ? node.resolve(nodes) : node

interface Step {
  readonly location: Location
  readonly node: unknown
  readonly rest: string
}

const stepInto = (pair: Yaml.Pair, rest: string): Step => {
  const key = startOf(pair.key)
  // A block that begins on a line of its own is found by its key.
  const value = Yaml.isScalar(pair.value) || Yaml.isAlias(pair.value) ? startOf(pair.value) : key
  return { location: { key, value, isFound: true }, node: pair.value, rest }
}

const intoMap = (nodes: Yaml.Document.Parsed, map: Yaml.YAMLMap, path: string): Step | undefined => {
  const candidates = map.items
    .flatMap((pair) => {
      const rest = after(path, keyOf(pair))
      return rest === undefined ? [] : [{ pair, rest }]
    })
    .toSorted((left, right) => left.rest.length - right.rest.length)
  const [best] = candidates
  if (best !== undefined) return stepInto(best.pair, best.rest)
  const merged = map.items.find((pair) => keyOf(pair) === "<<")
  const target = merged === undefined ? undefined : resolved(nodes, merged.value)
  return Yaml.isMap(target) ? intoMap(nodes, target, path) : undefined
}

const intoList = (list: Yaml.YAMLSeq, path: string): Step | undefined => {
  const [whole = "", position = ""] = /^\[(\d+)\]\.?/.exec(path) ?? []
  const item = whole === "" ? undefined : list.items[Number(position)]
  if (item === undefined) return undefined
  const start = startOf(item)
  return { location: { key: start, value: start, isFound: true }, node: item, rest: path.slice(whole.length) }
}

const walk = (nodes: Yaml.Document.Parsed, node: unknown, path: string, here: Location): Location => {
  if (path === "") return here
  const target = resolved(nodes, node)
  const step = Yaml.isMap(target)
    ? intoMap(nodes, target, path)
    : Yaml.isSeq(target)
      ? intoList(target, path)
      : undefined
  return step === undefined ? { ...here, isFound: false } : walk(nodes, step.node, step.rest, step.location)
}

export const of = (nodes: Yaml.Document.Parsed, path: string): Location => {
  const start = startOf(nodes.contents)
  return walk(nodes, nodes.contents, path, { key: start, value: start, isFound: true })
}
