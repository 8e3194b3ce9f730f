/**
 * The exported surface, read from the sources: what each entry exports, types included, and what is in the namespaces
 * it exports, one level deep.
 */
import { posix } from "node:path"
import type { Node } from "oxc-parser"
import type { Source } from "./Source.ts"

type Read = (path: string) => Source

const nameOf = (node: Node): string =>
  node.type === "Identifier" ? node.name : node.type === "Literal" ? String(node.value) : "?"

const declaredBy = (node: Node): ReadonlyArray<string> => {
  switch (node.type) {
    case "VariableDeclaration":
      return node.declarations.map(({ id }) => nameOf(id))
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
      return [`${node.id.name} (type)`]
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return node.id === null ? [] : [node.id.name]
    default:
      return [`${node.type}?`]
  }
}

/** The names that a module exports; a namespace is followed by what it holds. */
const exportsOf = (path: string, read: Read, isEntry: boolean): ReadonlyArray<string> =>
  read(path).program.body.flatMap((node): ReadonlyArray<string> => {
    if (node.type === "ExportAllDeclaration") {
      const target = posix.join(posix.dirname(path), node.source.value)
      const names = node.source.value.startsWith(".")
        ? exportsOf(target, read, isEntry && node.exported === null)
        : ["*"]
      if (node.exported === null) return names
      const name = nameOf(node.exported)
      return [name, ...(isEntry ? names.toSorted().map((inner) => `${name}.${inner}`) : [])]
    }
    if (node.type !== "ExportNamedDeclaration") return []
    if (node.declaration !== null) return declaredBy(node.declaration)
    return node.specifiers.map((one) =>
      [node.exportKind, one.exportKind].includes("type")
        ? `${nameOf(one.exported)} (type)`
        : nameOf(one.exported)
    )
  })

/** The surface of an entry, one name a line; a type and a value of one name are two. */
export const surfaceOf = (entry: string, read: Read): string =>
  [entry, ...new Set(exportsOf(entry, read, true).map((name) => `  ${name}`))].join("\n")
