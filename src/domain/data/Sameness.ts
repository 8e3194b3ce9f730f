/**
 * Whether two values say the same: plain data, member by member.
 *
 * States of one history share most of their parts, so identical parts are taken for equal before anything is looked
 * at. (The equality of `effect` hashes whole values first, which costs as much as deciding does.)
 */
type Members = Readonly<Record<string, unknown>>

// Plain data is read by its members' names, whatever its type.
const membersOf = (value: object): Members => value as Members

const sameItems = (left: ReadonlyArray<unknown>, right: ReadonlyArray<unknown>): boolean =>
  left.length === right.length &&
  left.every((item, position) => item === right[position] || same(item, right[position]))

/** What one function made has its members in one order: then two lists are compared, and nothing is looked up. */
const sameMembers = (left: Members, right: Members): boolean => {
  const names = Object.keys(left)
  const others = Object.keys(right)
  if (names.length !== others.length) return false
  if (names.every((name, position) => name === others[position]))
    return sameItems(Object.values(left), Object.values(right))
  return names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
}

export const same = (left: unknown, right: unknown): boolean => {
  if (left === right) return true
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null)
    return Object.is(left, right)
  if (Array.isArray(left)) return Array.isArray(right) && sameItems(left, right)
  return !Array.isArray(right) && sameMembers(membersOf(left), membersOf(right))
}
