/**
 * `fieldRef`: a variable that tells a container about its Pod (LC-64, AJ-76).
 */
import type { Labels } from "../manifest/JobSchema.ts"
import type { EnvVar } from "../manifest/PodTemplateSchema.ts"

/** A path as written, with the key in its brackets, if it has one. */
export interface FieldReference {
  readonly path: string
  readonly subscript: string | undefined
}

/** What a Pod can tell of itself. */
export interface Fields {
  readonly name: string
  readonly namespace: string
  readonly uid: string
  readonly labels: Labels
  readonly annotations: Labels
  readonly nodeName: string
  readonly serviceAccountName: string
  readonly hostIPs: ReadonlyArray<string>
  readonly podIPs: ReadonlyArray<string>
}

/** `metadata.labels['KEY']` in its parts; everything else is a path alone. */
export const parse = (fieldPath: string): FieldReference => {
  const open = fieldPath.indexOf("['")
  const close = fieldPath.length - "']".length
  return open > 0 && open + "['".length <= close && fieldPath.endsWith("']")
    ? { path: fieldPath.slice(0, open), subscript: fieldPath.slice(open + "['".length, close) }
    : { path: fieldPath, subscript: undefined }
}

/** The path a variable takes its value from, if that is where it takes it from. */
export const pathOf = ({ valueFrom }: EnvVar): string | undefined => valueFrom?.fieldRef?.fieldPath

const readers: { readonly [path: string]: (fields: Fields) => string } = {
  "metadata.name": ({ name }) => name,
  "metadata.namespace": ({ namespace }) => namespace,
  "metadata.uid": ({ uid }) => uid,
  "spec.nodeName": ({ nodeName }) => nodeName,
  "spec.serviceAccountName": ({ serviceAccountName }) => serviceAccountName,
  "status.hostIP": ({ hostIPs }) => hostIPs[0] ?? "",
  "status.hostIPs": ({ hostIPs }) => hostIPs.join(","),
  "status.podIP": ({ podIPs }) => podIPs[0] ?? "",
  "status.podIPs": ({ podIPs }) => podIPs.join(",")
}

const entry = (entries: Labels, key: string): string =>
  Object.hasOwn(entries, key) ? (entries[key] ?? "") : ""

/** The value of a path; a label or an annotation that is not there is empty (LC-64). */
export const value = (fieldPath: string, fields: Fields): string | undefined => {
  const { path, subscript } = parse(fieldPath)
  if (subscript === undefined) return Object.hasOwn(readers, path) ? readers[path]?.(fields) : undefined
  if (path === "metadata.labels") return entry(fields.labels, subscript)
  return path === "metadata.annotations" ? entry(fields.annotations, subscript) : undefined
}
