/**
 * Whether two values say the same: plain data, member by member.
 *
 * States of one history share most of their parts, so identical parts are taken for equal before anything is looked
 * at. (The equality of `effect` hashes whole values first, which costs as much as deciding does.)
 */
type Members = Readonly<Record<string, unknown>>

// Plain data is read by its members' names, whatever its type.
const membersOf = (value: object): Members => value as Members

const sameMembers = (left: Members, right: Members): boolean => {
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  for (const name of names) {
    const value = left[name]
    const other = right[name]
    if (value !== other && !same(value, other)) return false
    if (value === undefined && !Object.hasOwn(right, name)) return false
  }
  return true
}

const sameItems = (left: ReadonlyArray<unknown>, right: ReadonlyArray<unknown>): boolean =>
  left.length === right.length && left.every((item, position) => same(item, right[position]))

export const same = (left: unknown, right: unknown): boolean => {
  if (Object.is(left, right)) return true
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false
  if (Array.isArray(left)) return Array.isArray(right) && sameItems(left, right)
  return !Array.isArray(right) && sameMembers(membersOf(left), membersOf(right))
}
