/**
 * Fields Kubernetes knows and this version does not decide yet.
 *
 * A manifest that uses one is refused by its name rather than run with other semantics than its author meant. Each
 * line goes away together with the rule file that decides it: a policy gets its place in `job/Sync.ts`.
 */
import * as Predicate from "effect/Predicate"
import * as FieldError from "./FieldError.ts"
import type { JobManifest } from "./JobManifest.ts"

const metadata = ["ownerReferences"]

const templateMetadata = ["finalizers"]

const podSpec = ["readinessGates"]

const below = (parent: string, fields: ReadonlyArray<string>): ReadonlyArray<string> =>
  fields.map((field) => `${parent}.${field}`)

/** Every one of them by its path, with `[*]` for list positions. */
export const all: ReadonlyArray<string> = [
  ...below("metadata", metadata),
  ...below("spec.template.metadata", templateMetadata),
  ...below("spec.template.spec", podSpec)
]

/** Whether a field path (with `[0]` for list positions) is one of them. */
export const has = (path: string): boolean => all.includes(path.replace(/\[\d+\]/g, "[*]"))

type Errors = ReadonlyArray<FieldError.FieldError>

/** An empty list is as good as none. */
const isUsed = (value: unknown): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0)

const used = (parent: string, of: unknown, fields: ReadonlyArray<string>): Errors =>
  Predicate.isObject(of)
    ? fields.flatMap((field) => (isUsed(of[field]) ? [FieldError.notDecided(`${parent}.${field}`)] : []))
    : []

/** Those that a manifest uses. */
export const errors = (manifest: JobManifest): Errors => {
  const template = manifest.spec?.template
  return [
    ...used("metadata", manifest.metadata, metadata),
    ...used("spec.template.metadata", template?.metadata, templateMetadata),
    ...used("spec.template.spec", template?.spec, podSpec)
  ]
}
