/**
 * A JSON merge patch: members replace, objects merge, `null` removes.
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"

type Members = Readonly<Record<string, unknown>>

/** Members are as they are to be, and those that are to go are not there. */
const hasAll = (base: Members, members: Members): boolean =>
  Record.every(members, (member, key) => (member === null ? !Object.hasOwn(base, key) : base[key] === member))

/** What the patch leaves alone stays the very same, be it the whole. */
export const apply = (target: unknown, patch: unknown): unknown => {
  if (!Predicate.isObject(patch)) return patch
  const base = Predicate.isObject(target) ? target : {}
  const members = Record.map(patch, (member, key) => (member === null ? null : apply(base[key], member)))
  if (base === target && hasAll(base, members)) return target
  const merged = { ...base, ...members }
  return Record.some(members, Predicate.isNull) ? Record.filter(merged, Predicate.isNotNull) : merged
}
