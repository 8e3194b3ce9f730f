/**
 * Fields that Kubernetes does not know, taken out of a manifest whose author would rather do without them than have
 * it refused.
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as FieldError from "./FieldError.ts"
import * as JobManifest from "./JobManifest.ts"

/** `unknown`: the paths of what is not in the manifest any more. */
export interface Known {
  readonly manifest: unknown
  readonly unknown: ReadonlyArray<string>
}

const without = (value: unknown, [key, ...rest]: FieldError.Keys): unknown => {
  if (Array.isArray(value))
    return value.map((item: unknown, position) => (position === key ? without(item, rest) : item))
  if (!Predicate.isObject(value) || typeof key !== "string") return value
  return rest.length === 0
    ? Record.filter(value, (_, name) => name !== key)
    : { ...value, [key]: without(value[key], rest) }
}

/** Whatever else is wrong with the manifest stays so. */
export const drop = (input: unknown): Known => {
  const unknown = JobManifest.unknownFields(input)
  return {
    manifest: unknown.reduce(without, input),
    unknown: unknown.map(FieldError.renderPath)
  }
}
