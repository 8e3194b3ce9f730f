/** The fields of a Job's spec and of its Pod template, read from the Schema of the manifest. */
import type * as SchemaAST from "effect/SchemaAST"
import { JobManifest } from "../../src/domain/manifest/JobManifest.ts"
import * as RefusedFields from "../../src/domain/manifest/RefusedFields.ts"

/** The paths of what has no fields of its own, with `[*]` for every item of a list. A map is a field by itself. */
const leavesOf = (ast: SchemaAST.AST, path: string): ReadonlyArray<string> => {
  if (ast._tag === "Objects" && ast.indexSignatures.length === 0)
    return ast.propertySignatures.flatMap(({ name, type }) =>
      leavesOf(type, path === "" ? String(name) : `${path}.${String(name)}`)
    )
  if (ast._tag === "Arrays") {
    const inner = [...ast.elements, ...ast.rest].flatMap((item) => leavesOf(item, `${path}[*]`))
    return inner.every((leaf) => leaf === `${path}[*]`) ? [path] : inner
  }
  return [path]
}

/** Every field of a manifest. */
export const all: ReadonlyArray<string> = leavesOf(JobManifest.ast, "")

const isOfSpec = (path: string): boolean => path.startsWith("spec.")

/** Those that are refused by name, whatever runs the Job. */
export const refused: ReadonlyArray<string> = RefusedFields.declaration.map(([path]) => path).filter(isOfSpec)

const isRefused = (path: string): boolean =>
  refused.some((one) => path.startsWith(one) && !/^\w/.test(path.slice(one.length)))

/** Those a manifest may use. */
export const decided: ReadonlyArray<string> = all.filter((path) => isOfSpec(path) && !isRefused(path))
