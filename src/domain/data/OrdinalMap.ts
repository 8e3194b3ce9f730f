/**
 * A persistent map from non-negative integers to values, iterated in ascending order of its keys.
 *
 * Deciding must not depend on the order of insertion (promise P11) and must cost the logarithm of the size (P9). A radix
 * tree of 32-wide nodes gives both: a key is its own path, and a change copies one node a level. The tree is as deep as
 * the *range* of its keys asks for: a window of a hundred Pods is two levels deep, wherever it stands. Equal entries make
 * equal trees, whatever was put in and removed on the way. Keys stay below 2³².
 */
type Node<A> = ReadonlyArray<Node<A> | A | undefined>

/** The root covers the keys from `base` on; one slot of it covers 2^`shift` of them. */
export interface OrdinalMap<A> {
  readonly root: Node<A>
  readonly base: number
  readonly shift: number
  readonly size: number
}

export type Entry<A> = readonly [key: number, value: A]

const bits = 5
const width = 2 ** bits

const nothing: OrdinalMap<never> = { root: [], base: 0, shift: 0, size: 0 }

export const empty = <A>(): OrdinalMap<A> => nothing

export const isEmpty = <A>(map: OrdinalMap<A>): boolean => map.size === 0

const slotOf = (key: number, shift: number): number => (key >>> shift) & (width - 1)

/** How many keys one slot of a node at this level covers; roots are at most at 30, since keys stay below 2³². */
const spanOf = (shift: number): number => 1 << shift

/** The first key of the block of nodes at this level that holds a key. */
const baseOf = (key: number, shift: number): number => key - (key % (width * spanOf(shift)))

const covers = <A>({ base, shift }: OrdinalMap<A>, key: number): boolean =>
  key >= base && key < base + width * spanOf(shift)

// A slot of an inner node holds a node, one of a leaf a value: the level says which, the type cannot.
const asNode = <A>(slot: Node<A> | A | undefined) => slot as Node<A> | undefined
// The same, of a leaf.
const held = <A>(slot: Node<A> | A) => slot as A

const lookup = <A>(node: Node<A> | undefined, shift: number, key: number): A | undefined => {
  const slot = node?.[slotOf(key, shift)]
  if (slot === undefined) return undefined
  return shift === 0 ? held(slot) : lookup(asNode(slot), shift - bits, key)
}

/** The value at a key, or `undefined`. */
export const get = <A>(map: OrdinalMap<A>, key: number): A | undefined =>
  covers(map, key) ? lookup(map.root, map.shift, key) : undefined

export const has = <A>(map: OrdinalMap<A>, key: number): boolean => get(map, key) !== undefined

const put = <A>(node: Node<A>, slot: number, value: Node<A> | A | undefined): Node<A> => {
  const copy = node.slice()
  while (copy.length < slot) copy.push(undefined)
  copy[slot] = value
  return copy
}

const inserted = <A>(node: Node<A>, shift: number, key: number, value: A): Node<A> => {
  const slot = slotOf(key, shift)
  if (shift === 0) return put(node, slot, value)
  return put(node, slot, inserted(asNode(node[slot]) ?? [], shift - bits, key, value))
}

/** The same map, with a root that covers a key as well. */
const grown = <A>(map: OrdinalMap<A>, key: number): OrdinalMap<A> => {
  if (map.size === 0) return { root: [], base: baseOf(key, 0), shift: 0, size: 0 }
  if (covers(map, key)) return map
  const shift = map.shift + bits
  const root = put<A>([], slotOf(map.base, shift), map.root)
  return grown({ root, base: baseOf(map.base, shift), shift, size: map.size }, key)
}

/** Adds a key or replaces its value. */
export const set = <A>(map: OrdinalMap<A>, key: number, value: A): OrdinalMap<A> => {
  const { root, base, shift, size } = grown(map, key)
  return {
    root: inserted(root, shift, key, value),
    base,
    shift,
    size: lookup(root, shift, key) === undefined ? size + 1 : size
  }
}

const isTaken = (slot: unknown): boolean => slot !== undefined

/** Ends with a slot that is taken; `undefined` when none is, so that empty branches are never walked. */
const without = <A>(node: Node<A>, slot: number): Node<A> | undefined => {
  if (slot < node.length - 1) return put(node, slot, undefined)
  const last = node.findLastIndex((other, position) => position < slot && isTaken(other))
  return last < 0 ? undefined : node.slice(0, last + 1)
}

const removed = <A>(node: Node<A>, shift: number, key: number): Node<A> | undefined => {
  const slot = slotOf(key, shift)
  const child = shift === 0 ? undefined : asNode(node[slot])
  const left = child === undefined ? undefined : removed(child, shift - bits, key)
  return left === undefined ? without(node, slot) : put(node, slot, left)
}

/** The same map, without roots that have a single child. */
const shrunk = <A>(map: OrdinalMap<A>): OrdinalMap<A> => {
  if (map.shift === 0) return map
  const slot = map.root.findIndex(isTaken)
  const child = asNode(map.root[slot])
  if (child === undefined || slot !== map.root.findLastIndex(isTaken)) return map
  return shrunk({
    root: child,
    base: map.base + slot * spanOf(map.shift),
    shift: map.shift - bits,
    size: map.size
  })
}

/** The map without a key; the same map when the key is not there. */
export const remove = <A>(map: OrdinalMap<A>, key: number): OrdinalMap<A> => {
  if (!has(map, key)) return map
  if (map.size === 1) return empty()
  return shrunk({ ...map, root: removed(map.root, map.shift, key) ?? [], size: map.size - 1 })
}

type Visit<A> = (value: A, key: number) => boolean

const everyFrom = <A>(node: Node<A>, shift: number, base: number, visit: Visit<A>): boolean =>
  node.every((slot, position) => {
    if (slot === undefined) return true
    const key = base + position * spanOf(shift)
    return shift === 0 ? visit(held(slot), key) : everyFrom(asNode(slot) ?? [], shift - bits, key, visit)
  })

/** Visits entries, keys ascending, for as long as `visit` answers true; whether it always did. */
export const every = <A>(map: OrdinalMap<A>, visit: Visit<A>): boolean =>
  everyFrom(map.root, map.shift, map.base, visit)

/** The entry of the smallest key, or `undefined`. */
export const first = <A>(map: OrdinalMap<A>): Entry<A> | undefined => {
  const found: Array<Entry<A>> = []
  every(map, (value, key) => {
    found.push([key, value])
    return false
  })
  return found[0]
}

type IsSame<A> = (left: A, right: A) => boolean

const areSameSlots = <A>(
  left: Node<A> | A | undefined,
  right: Node<A> | A | undefined,
  shift: number,
  isSameValue: IsSame<A>
): boolean => {
  if (left === right) return true
  if (left === undefined || right === undefined) return false
  return shift === 0
    ? isSameValue(held(left), held(right))
    : areSameNodes(asNode(left) ?? [], asNode(right) ?? [], shift - bits, isSameValue)
}

const areSameNodes = <A>(left: Node<A>, right: Node<A>, shift: number, isSameValue: IsSame<A>): boolean =>
  left === right ||
  (left.length === right.length &&
    left.every((slot, position) => areSameSlots(slot, right[position], shift, isSameValue)))

/** Whether both have the same keys with the same values. Equal keys make equal trees; what these share is not looked at. */
export const isSame = <A>(
  left: OrdinalMap<A>,
  right: OrdinalMap<A>,
  isSameValue: IsSame<A> = Object.is
): boolean =>
  left.size === right.size &&
  left.base === right.base &&
  left.shift === right.shift &&
  areSameNodes(left.root, right.root, left.shift, isSameValue)

/** Visits every entry, keys ascending. */
export const forEach = <A>(map: OrdinalMap<A>, visit: (value: A, key: number) => void): void => {
  every(map, (value, key) => {
    visit(value, key)
    return true
  })
}

/** The values that satisfy a predicate, keys ascending. */
export const filter = <A>(map: OrdinalMap<A>, keep: Visit<A>): ReadonlyArray<A> => {
  const kept: Array<A> = []
  forEach(map, (value, key) => {
    if (keep(value, key)) kept.push(value)
  })
  return kept
}

export const values = <A>(map: OrdinalMap<A>): ReadonlyArray<A> => filter(map, () => true)

/** The entries, keys ascending. */
export const entries = <A>(map: OrdinalMap<A>): ReadonlyArray<Entry<A>> => {
  const all: Array<Entry<A>> = []
  forEach(map, (value, key) => all.push([key, value]))
  return all
}

export const reduce = <A, B>(
  map: OrdinalMap<A>,
  initial: B,
  step: (folded: B, value: A, key: number) => B
): B => {
  const cell = { folded: initial }
  forEach(map, (value, key) => {
    cell.folded = step(cell.folded, value, key)
  })
  return cell.folded
}

/** The greatest entry not above `key`, looking from a slot of a node downwards. */
const below = <A>(
  node: Node<A>,
  shift: number,
  base: number,
  slot: number,
  key: number
): Entry<A> | undefined => {
  if (slot < 0) return undefined
  const entry = node[slot]
  const found = entry === undefined ? undefined : within(entry, shift, base + slot * spanOf(shift), key)
  return found ?? below(node, shift, base, slot - 1, key)
}

const within = <A>(entry: Node<A> | A, shift: number, start: number, key: number): Entry<A> | undefined =>
  shift === 0 ? [start, held(entry)] : from(asNode(entry) ?? [], shift - bits, start, key)

/** From the slot of the key, or from the last one where the key is beyond the node. */
const from = <A>(node: Node<A>, shift: number, base: number, key: number): Entry<A> | undefined => {
  if (key < base) return undefined
  const isBeyond = key >= base + width * spanOf(shift)
  return below(node, shift, base, isBeyond ? node.length - 1 : slotOf(key, shift), key)
}

/** The entry with the greatest key that is not above `key`, or `undefined`. */
export const floor = <A>(map: OrdinalMap<A>, key: number): Entry<A> | undefined =>
  from(map.root, map.shift, map.base, key)

/** From entries in any order; a later entry replaces an earlier one of the same key. */
export const fromEntries = <A>(entries: ReadonlyArray<Entry<A>>): OrdinalMap<A> =>
  entries.reduce((map, [key, value]) => set(map, key, value), empty<A>())
