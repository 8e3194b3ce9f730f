/**
 * A file is an idea and is called by it; a drawer without a label is no idea. The entries alone pass names on.
 */
import { basename } from "node:path"
import type { Rule } from "./Source.ts"
import { everyNode } from "./Source.ts"

const drawers = new Set("util utils helper helpers common manager managers types base misc shared".split(" "))

/** `JobUtils.test.ts` → job, utils. */
const wordsOf = (segment: string): ReadonlyArray<string> =>
  (segment.split(".")[0] ?? "").split(/(?<=[a-z0-9])(?=[A-Z])|[-_]/).map((word) => word.toLowerCase())

export const drawersIn = (path: string): ReadonlyArray<string> =>
  path.split("/").flatMap((segment) => wordsOf(segment).filter((word) => drawers.has(word)))

export const entries: ReadonlyArray<string> = ["src/index.ts", "src/testing.ts"]

export const isWellNamed = (path: string): boolean =>
  entries.includes(path) || basename(path) === "main.ts" || /^[A-Z][A-Za-z0-9]*\.ts$/.test(basename(path))

export const passesNothingOn: Rule = everyNode((node, _parents, { path }) => {
  if (entries.includes(path)) return undefined
  const isReExport =
    node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && node.source !== null)
  return isReExport ? "re-exports, which only the entries may" : undefined
})
