/**
 * A manifest where a scenario is expected: the likeliest mistake, answered by what to do.
 */
import { basename } from "node:path"
import * as Predicate from "effect/Predicate"
import * as Document from "./Document.ts"
import * as Location from "./Location.ts"

/** A scenario has no `kind`. */
export const isOne = (value: unknown): boolean =>
  Predicate.hasProperty(value, "kind") && !Predicate.hasProperty(value, "manifest")

/** How an example calls the file: by its own name, if a scenario could name it. */
const fileOf = ({ name }: Document.Document): string =>
  /\.(ya?ml|json)$/i.test(name) ? basename(name) : "job.yaml"

/** `path`: that of its `kind` in the document. */
export const complaint = (document: Document.Document, path: string): string => {
  const { key } = Location.of(document.nodes, path)
  const message = `${path}: this is a manifest, and a scenario names the one of its Job: "manifest: FILE"`
  return `${Document.complaint(document, document.lines, key, message)}
A scenario for it, in a file beside it:
  name: example
  manifest: ${fileOf(document)}`
}
