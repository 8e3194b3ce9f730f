/**
 * Which items of a list stand in it a second time.
 */

/** So many are looked through sooner than they are noted down. */
const few = 8

/** For each item, whether the same stands before it. */
export const of = (items: ReadonlyArray<string | number>): ReadonlyArray<boolean> => {
  if (items.length <= few) return items.map((item, position) => items.indexOf(item) < position)
  const seen: { [key: string]: true } = {}
  return items.map((item) => {
    // No item may be taken for a member every object has.
    const key = `=${item}`
    const isRepeated = Object.hasOwn(seen, key)
    seen[key] = true
    return isRepeated
  })
}
