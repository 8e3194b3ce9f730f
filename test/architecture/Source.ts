/**
 * A source text with its syntax tree, and the two ways the rules look at it: node by node, and by what it imports.
 *
 * A rule is a function from a source to its violations, so that it can be shown to bite on a text of three lines. It
 * reads the tree and not the text, so that strings and comments are never mistaken for code.
 */
import { globSync, readFileSync } from "node:fs"
import { type Comment, type Node, type Program, parseSync, visitorKeys } from "oxc-parser"

export interface Source {
  readonly path: string
  readonly text: string
  readonly program: Program
  readonly comments: ReadonlyArray<Comment>
}

export type Rule = (source: Source) => ReadonlyArray<string>

export const parse = (path: string, text: string): Source => {
  const { program, comments, errors } = parseSync(path, text, { lang: "ts", sourceType: "module" })
  const [error] = errors
  if (error !== undefined) throw new Error(`${path}: ${error.message}`)
  return { path, text, program, comments }
}

/** The sources whose path matches, in the order of their paths. */
export const load = (...patterns: ReadonlyArray<string>): ReadonlyArray<Source> =>
  globSync(patterns, { exclude: ["**/node_modules/**"] })
    .toSorted()
    .map((path) => parse(path, readFileSync(path, "utf8")))

export const lineAt = (source: Source, offset: number): number =>
  source.text.slice(0, offset).split("\n").length

export const textOf = (source: Source, node: Node): string => source.text.slice(node.start, node.end)

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"

const childrenOf = (node: Node): ReadonlyArray<Node> =>
  (visitorKeys[node.type] ?? []).flatMap((key): ReadonlyArray<Node> => {
    const value: unknown = Reflect.get(node, key)
    return (Array.isArray(value) ? value : [value]).filter(isNode)
  })

/** Every node with the nodes around it, the innermost last. */
export const nodesOf = function* (
  node: Node,
  parents: ReadonlyArray<Node> = []
): Generator<readonly [node: Node, parents: ReadonlyArray<Node>]> {
  yield [node, parents]
  const inner = [...parents, node]
  for (const child of childrenOf(node)) yield* nodesOf(child, inner)
}

export const violation = (source: Source, offset: number, says: string): string =>
  `${source.path}:${lineAt(source, offset)} ${says}`

/** The rule that asks one question of every node; an answer is a violation. */
export const everyNode =
  (ask: (node: Node, parents: ReadonlyArray<Node>, source: Source) => string | undefined): Rule =>
  (source) =>
    [...nodesOf(source.program)].flatMap(([node, parents]) => {
      const says = ask(node, parents, source)
      return says === undefined ? [] : [violation(source, node.start, says)]
    })

/** What `object.name` calls or reads, as written: `Math.floor`, `fc.assert`. */
export const memberName = (node: Node): string | undefined => {
  if (node.type !== "MemberExpression") return undefined
  const { object, property } = node
  if (object.type !== "Identifier" || property.type !== "Identifier" || node.computed) return undefined
  return `${object.name}.${property.name}`
}

/** The name of the property that is read, whatever the object is. */
export const propertyName = (node: Node): string | undefined =>
  node.type === "MemberExpression" && !node.computed && node.property.type === "Identifier"
    ? node.property.name
    : undefined
