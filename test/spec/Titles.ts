/** The titles of all tests, read from the sources: what a test says, suite by suite, in one line. */
import type { Node } from "oxc-parser"
import { load, nodesOf } from "../architecture/Source.ts"

/** A test, or a suite, whose tests stand for it. */
export interface Title {
  readonly path: string
  readonly text: string
  readonly isSuite: boolean
}

const speakers = new Set(["it", "test", "describe", "suite"])

/** `it` of `it("…")`, `it.each(…)("…")` and `it.effect("…")`. */
const rootOf = (node: Node): string | undefined => {
  if (node.type === "Identifier") return node.name
  if (node.type === "CallExpression") return rootOf(node.callee)
  return node.type === "MemberExpression" ? rootOf(node.object) : undefined
}

const textOf = (node: Node | undefined): string | undefined => {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value
  return node?.type === "TemplateLiteral" ? node.quasis.map(({ value }) => value.raw).join("…") : undefined
}

const titleOf = (node: Node): string | undefined =>
  node.type === "CallExpression" && speakers.has(rootOf(node.callee) ?? "")
    ? textOf(node.arguments[0])
    : undefined

const isSuite = (node: Node): boolean => ["describe", "suite"].includes(rootOf(node) ?? "")

/** Every title, in the order of the files; suites that an adapter passes are among the sources. */
export const all: ReadonlyArray<Title> = load("test/**/*.ts", "src/testing/**/*.ts").flatMap(
  ({ path, program }) =>
    [...nodesOf(program)].flatMap(([node]) => {
      const text = titleOf(node)
      return text === undefined ? [] : [{ path, text, isSuite: isSuite(node) }]
    })
)
