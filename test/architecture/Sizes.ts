/**
 * Files and functions stay small. Tables of Schemas are exempt: they grow with Kubernetes, not with our cleverness.
 *
 * `ceilings.ts` lists today's exceptions. It is a ratchet: who makes a listed file smaller lowers its number, who
 * brings it within the limit takes it out.
 */
import type { Node } from "oxc-parser"
import { lineAt, nodesOf, type Source } from "./Source.ts"

export const limits = { source: 250, test: 400, function: 40 }

/** So far may a listed size fall before its number must follow. */
const slack = 5

export const isSchemaTable = (path: string): boolean => path.endsWith("Schema.ts")

export const linesOf = (source: Source): number => source.text.replace(/\n$/, "").split("\n").length

export interface Size {
  readonly of: string
  readonly lines: number
  readonly limit: number
}

export const fileSize = (source: Source): Size => ({
  of: source.path,
  lines: linesOf(source),
  limit: source.path.startsWith("test/") ? limits.test : limits.source
})

const isFunction = (node: Node): boolean =>
  ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].includes(node.type)

/** A suite is a list of tests, not a function one must follow. */
const isSuite = (parent: Node | undefined): boolean =>
  parent?.type === "CallExpression" &&
  parent.callee.type === "Identifier" &&
  parent.callee.name === "describe"

/** The name that a function has or is given by the nearest declaration or property around it. */
const nameOf = (node: Node, parents: ReadonlyArray<Node>): string => {
  for (const one of [node, ...parents.toReversed()]) {
    if (one.type === "FunctionDeclaration" && one.id !== null) return one.id.name
    if (one.type === "VariableDeclarator" && one.id.type === "Identifier") return one.id.name
    if ((one.type === "Property" || one.type === "MethodDefinition") && one.key.type === "Identifier")
      return one.key.name
  }
  return "default"
}

export const functionSizes = (source: Source): ReadonlyArray<Size> =>
  [...nodesOf(source.program)]
    .filter(([node, parents]) => isFunction(node) && !isSuite(parents.at(-1)))
    .map(([node, parents]) => ({
      of: `${source.path}#${nameOf(node, parents)}`,
      lines: lineAt(source, node.end) - lineAt(source, node.start) + 1,
      limit: limits.function
    }))

/** What exceeds its limit or its listed ceiling, and what is listed higher than it need be. */
export const oversized = (
  sizes: ReadonlyArray<Size>,
  ceilings: Readonly<Record<string, number>>
): ReadonlyArray<string> => {
  const tooLarge = sizes
    .filter(({ of, lines, limit }) => lines > Math.max(limit, ceilings[of] ?? 0))
    .map(({ of, lines, limit }) => `${of} has ${lines} lines, ${ceilings[of] ?? limit} are allowed`)
  const tooGenerous = Object.entries(ceilings).flatMap(([of, ceiling]) => {
    const found = sizes.filter((size) => size.of === of)
    const lines = Math.max(0, ...found.map((size) => size.lines))
    if (!found.some((size) => size.lines > size.limit))
      return [`${of} is within the limit: take it out of the list`]
    return lines < ceiling - slack
      ? [`${of} has fallen to ${lines} lines: lower its ceiling of ${ceiling}`]
      : []
  })
  return [...tooLarge, ...tooGenerous]
}
