/**
 * One order for everything (P11): what is decided may not hang on the order in which a collection happens to be, on a
 * locale, or on a rounded number. Where the order is that of a decoded manifest, the exception is listed by file.
 */
import type { Node } from "oxc-parser"
import { everyNode, memberName, propertyName } from "./Source.ts"

const unordered = new Set([
  "Object.keys",
  "Object.values",
  "Object.entries",
  "Object.getOwnPropertyNames",
  "Reflect.ownKeys",
  "Record.keys",
  "Record.values",
  "Record.toEntries",
  "Record.collect",
  "Record.reduce",
  "Struct.keys",
  "Struct.entries"
])

/** What may be asked of a hash map: everything that concerns one key. */
const byKey = new Set([
  "empty",
  "isEmpty",
  "get",
  "has",
  "set",
  "remove",
  "modify",
  "modifyAt",
  "size",
  "HashMap"
])

const nameOf = (node: Node): string => memberName(node) ?? ""

/** `Object.keys(labels).length` counts, which needs no order. */
const isCounted = (parents: ReadonlyArray<Node>): boolean => {
  const [read, call] = parents.slice(-2)
  return call?.type === "CallExpression" && read !== undefined && propertyName(read) === "length"
}

export const iteratesInOrder = everyNode((node, parents) => {
  if (node.type === "ForInStatement") return "iterates with for…in"
  if (node.type === "NewExpression" && node.callee.type === "Identifier") {
    const { name } = node.callee
    return /^(Weak)?(Set|Map)$/.test(name) ? `makes a new ${name}` : undefined
  }
  const name = nameOf(node)
  if (unordered.has(name) && !isCounted(parents)) return `iterates with ${name}`
  const [module, member] = name.split(".")
  return module === "HashMap" && !byKey.has(member ?? "") ? `iterates with ${name}` : undefined
})

export const sortsByAnOrder = everyNode((node) => {
  if (node.type !== "CallExpression" || node.arguments.length > 0) return undefined
  const method = propertyName(node.callee)
  return method === "sort" || method === "toSorted" ? `calls ${method}() without an order` : undefined
})

export const knowsNoLocale = everyNode((node) => {
  const method = propertyName(node)
  return method !== undefined && /^(localeCompare|toLocale\w*|normalize)$/.test(method)
    ? `calls ${method}`
    : undefined
})

const whole = new Set(["Math.floor", "Math.trunc", "Math.ceil"])

const isWhole = (node: Node): boolean => node.type === "CallExpression" && whole.has(nameOf(node.callee))

const isBigInt = (node: Node): boolean =>
  (node.type === "Literal" && "bigint" in node) ||
  (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name === "BigInt")

/** Numbers are integers: a division is cut at once … */
export const dividesWhole = everyNode((node, parents) => {
  if (node.type === "AssignmentExpression" && node.operator === "/=") return "divides with /="
  if (node.type !== "BinaryExpression" || node.operator !== "/") return undefined
  const isExact = parents.some(isWhole) || isBigInt(node.left) || isBigInt(node.right)
  return isExact ? undefined : "divides without cutting"
})

/** … and nothing is written, parsed or printed as a fraction. */
export const writesNoFraction = everyNode((node) => {
  if (node.type === "Literal" && typeof node.value === "number" && !Number.isInteger(node.value))
    return `writes the fraction ${node.value}`
  if (node.type === "Identifier" && node.name === "parseFloat") return "uses parseFloat"
  const method = propertyName(node)
  return method !== undefined && /^(toFixed|toPrecision|toExponential)$/.test(method)
    ? `calls ${method}`
    : undefined
})
