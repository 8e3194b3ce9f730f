/**
 * A JSON merge patch: members replace, objects merge, `null` removes.
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"

export const apply = (target: unknown, patch: unknown): unknown => {
  if (!Predicate.isObject(patch)) return patch
  const base = Predicate.isObject(target) ? target : {}
  const members = Record.map(patch, (member, key) => (member === null ? null : apply(base[key], member)))
  const merged = { ...base, ...members }
  return Record.some(members, Predicate.isNull) ? Record.filter(merged, Predicate.isNotNull) : merged
}
