/**
 * The domain is pure: a value in, a value out. It has no clock, no chance, no world and no variable, fails by returning,
 * and takes from Effect only the modules that are data. A cast is a claim the compiler cannot check, so it says why.
 */
import type { Node } from "oxc-parser"
import { importsOf } from "./Imports.ts"
import { everyNode, lineAt, memberName, type Rule, type Source, textOf, violation } from "./Source.ts"

/** The modules of `effect` that are data and functions on data. */
export const dataModules = new Set([
  ..."Array BigDecimal BigInt Boolean Brand Chunk Combiner Data DateTime Duration Equal Equivalence Filter Function".split(
    " "
  ),
  ..."Hash HashMap HKT Iterable Match Newtype NonEmptyIterable Number Optic Option Order Ordering".split(" "),
  ..."Pipeable Predicate Record Reducer RegExp Result Schema SchemaAST SchemaGetter SchemaIssue SchemaParser".split(
    " "
  ),
  ..."SchemaTransformation String Struct Symbol Tuple Types UndefinedOr".split(" "),
  // `import { pipe } from "effect"` and its neighbours come from Function.
  ..."absurd cast flow hole identity pipe".split(" ")
])

export const takesOnlyData: Rule = (source) =>
  importsOf(source).flatMap(({ specifier, names, start }) => {
    if (!/^effect(\/|$)/.test(specifier)) return []
    const modules = specifier === "effect" ? names : [specifier.slice("effect/".length)]
    return modules
      .filter((name) => !dataModules.has(name))
      .map((name) => violation(source, start, `takes ${name} from effect, which is not a data module`))
  })

const world = new Set([
  ..."Date Intl performance process crypto console fetch globalThis require Buffer queueMicrotask".split(" "),
  ..."setTimeout setInterval setImmediate clearTimeout clearInterval WeakRef FinalizationRegistry".split(" ")
])

/** An identifier that refers to something, rather than naming a property or a binding of an import. */
const isReference = (node: Node, parent: Node | undefined): boolean => {
  if (parent === undefined) return true
  if (parent.type === "MemberExpression") return parent.object === node || parent.computed
  if (parent.type === "Property") return parent.value === node || parent.computed
  return !["TSPropertySignature", "ImportSpecifier", "ExportSpecifier", "PropertyDefinition"].includes(
    parent.type
  )
}

/** Of `DateTime` only what a number of milliseconds settles: not what time it is, where we are, or a locale. */
const worldly =
  /^(Math\.random|DateTime\.(now\w*|is(Future|Past)\w*|\w*Zone\w*|zone\w*|\w*Local|toDate\w*|format(Utc|Intl)?))$/

export const knowsNoWorld = everyNode((node, parents) => {
  const member = memberName(node)
  if (member !== undefined && worldly.test(member)) return `uses ${member}`
  if (node.type === "MetaProperty") return "uses import.meta"
  if (node.type !== "Identifier" || !world.has(node.name)) return undefined
  return isReference(node, parents.at(-1)) ? `uses ${node.name}` : undefined
})

const rejection = /^(Data|Schema)\.(TaggedError|TaggedErrorClass)\b/

export const onlyReturns = everyNode((node, _parents, source) => {
  switch (node.type) {
    case "VariableDeclaration":
      return node.kind === "const" ? undefined : `declares with ${node.kind}`
    case "ThrowStatement":
      return "throws"
    case "TryStatement":
      return "catches"
    case "ClassDeclaration":
    case "ClassExpression": {
      const isRejection = node.superClass !== null && rejection.test(textOf(source, node.superClass))
      return isRejection ? undefined : "declares a class that is no rejection"
    }
    case "AwaitExpression":
      return "awaits"
    default:
      return undefined
  }
})

/** Whether a comment stands on the line before the node or on one of its own. */
const isExplained = (source: Source, node: Node): boolean =>
  source.comments.some(
    (comment) =>
      lineAt(source, comment.end) >= lineAt(source, node.start) - 1 &&
      lineAt(source, comment.start) <= lineAt(source, node.end)
  )

const isConst = (source: Source, node: Node): boolean => textOf(source, node) === "const"

export const claimsNothing = everyNode((node, _parents, source) => {
  switch (node.type) {
    case "TSAsExpression":
    case "TSTypeAssertion":
      if (isConst(source, node.typeAnnotation) || isExplained(source, node)) return undefined
      return `casts without a sentence: ${textOf(source, node)}`
    case "TSNonNullExpression":
      return "asserts with !"
    case "TSAnyKeyword":
      return "says any"
    default:
      return undefined
  }
})
