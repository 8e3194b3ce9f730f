/**
 * Whether two values say the same: plain data, member by member.
 *
 * States of one history share most of their parts, so identical parts are taken for equal before anything is looked
 * at. (The equality of `effect` hashes whole values first, which costs as much as deciding does.)
 */
import * as Predicate from "effect/Predicate"

const members = (value: object): ReadonlyArray<string> => Object.keys(value)

export const same = (left: unknown, right: unknown): boolean => {
  if (Object.is(left, right)) return true
  if (!Predicate.isObjectOrArray(left) || !Predicate.isObjectOrArray(right)) return false
  const names = members(left)
  return (
    Array.isArray(left) === Array.isArray(right) &&
    names.length === members(right).length &&
    names.every(
      (name) => Object.hasOwn(right, name) && same(Reflect.get(left, name), Reflect.get(right, name))
    )
  )
}
