/**
 * A persistent map from non-negative integers to values, iterated in ascending order of its keys.
 *
 * Deciding must not depend on the order in which things were inserted (promise P11) and must cost the logarithm of
 * the size, whatever the size (P9). A radix tree of 32-wide nodes gives both: a key is its own path, so there is no
 * hashing and no rebalancing, and a change copies one node a level. Keys reach 2^53, ordinals and indexes stay far
 * below.
 */
import * as Option from "effect/Option"

type Node<A> = ReadonlyArray<Node<A> | A | undefined>

/** `span` is the number of keys under one slot of the root: 1, 32, 1024, … */
export interface OrdinalMap<A> {
  readonly root: Node<A>
  readonly span: number
  readonly size: number
}

const width = 32

export const empty = <A>(): OrdinalMap<A> => ({ root: [], span: 1, size: 0 })

export const isEmpty = <A>(map: OrdinalMap<A>): boolean => map.size === 0

const slotOf = (key: number, span: number): number => Math.floor(key / span) % width

// A slot of an inner node holds a node, a slot of a leaf holds a value; the level says which, the type cannot.
const asNode = <A>(slot: Node<A> | A | undefined): Node<A> | undefined => slot as Node<A> | undefined
// The same for a leaf.
const asValue = <A>(slot: Node<A> | A | undefined): A | undefined => slot as A | undefined

const lookup = <A>(node: Node<A> | undefined, span: number, key: number): A | undefined => {
  if (node === undefined) return undefined
  const slot = node[slotOf(key, span)]
  return span === 1 ? asValue(slot) : lookup(asNode(slot), Math.trunc(span / width), key)
}

// The same for a slot of a leaf that is known to be taken.
const held = <A>(slot: Node<A> | A): A => slot as A

/** The value at a key, or `undefined`. */
export const get = <A>(map: OrdinalMap<A>, key: number): A | undefined =>
  key >= map.span * width ? undefined : lookup(map.root, map.span, key)

export const has = <A>(map: OrdinalMap<A>, key: number): boolean => get(map, key) !== undefined

const put = <A>(node: Node<A>, slot: number, value: Node<A> | A | undefined): Node<A> => {
  const copy = node.slice()
  while (copy.length < slot) copy.push(undefined)
  copy[slot] = value
  return copy
}

const inserted = <A>(node: Node<A>, span: number, key: number, value: A): Node<A> => {
  const slot = slotOf(key, span)
  if (span === 1) return put(node, slot, value)
  return put(node, slot, inserted(asNode(node[slot]) ?? [], Math.trunc(span / width), key, value))
}

const grown = <A>(map: OrdinalMap<A>, key: number): OrdinalMap<A> =>
  key < map.span * width
    ? map
    : grown({ root: map.size === 0 ? [] : [map.root], span: map.span * width, size: map.size }, key)

/** Adds a key or replaces its value. */
export const set = <A>(map: OrdinalMap<A>, key: number, value: A): OrdinalMap<A> => {
  const wide = grown(map, key)
  return {
    root: inserted(wide.root, wide.span, key, value),
    span: wide.span,
    size: has(map, key) ? map.size : map.size + 1
  }
}

/** `undefined` when nothing is left, so that empty branches are never walked. */
const removed = <A>(node: Node<A>, span: number, key: number): Node<A> | undefined => {
  const slot = slotOf(key, span)
  const child = asNode(node[slot])
  const left = span === 1 || child === undefined ? undefined : removed(child, Math.trunc(span / width), key)
  const copy = put(node, slot, left)
  return left === undefined && copy.every((entry) => entry === undefined) ? undefined : copy
}

/** The map without a key; the same map when the key is not there. */
export const remove = <A>(map: OrdinalMap<A>, key: number): OrdinalMap<A> => {
  if (!has(map, key)) return map
  if (map.size === 1) return empty()
  return { root: removed(map.root, map.span, key) ?? [], span: map.span, size: map.size - 1 }
}

const everyFrom = <A>(
  node: Node<A>,
  span: number,
  base: number,
  visit: (value: A, key: number) => boolean
): boolean =>
  node.every((slot, position) => {
    if (slot === undefined) return true
    const key = base + position * span
    return span === 1
      ? visit(held(slot), key)
      : everyFrom(asNode(slot) ?? [], Math.trunc(span / width), key, visit)
  })

/** Visits entries, keys ascending, for as long as `visit` answers true; whether it always did. */
export const every = <A>(map: OrdinalMap<A>, visit: (value: A, key: number) => boolean): boolean =>
  everyFrom(map.root, map.span, 0, visit)

/** Visits every entry, keys ascending. */
export const forEach = <A>(map: OrdinalMap<A>, visit: (value: A, key: number) => void): void => {
  every(map, (value, key) => {
    visit(value, key)
    return true
  })
}

/** The values that satisfy a predicate, keys ascending. */
export const filter = <A>(map: OrdinalMap<A>, keep: (value: A, key: number) => boolean): ReadonlyArray<A> => {
  const kept: Array<A> = []
  forEach(map, (value, key) => {
    if (keep(value, key)) kept.push(value)
  })
  return kept
}

export const values = <A>(map: OrdinalMap<A>): ReadonlyArray<A> => filter(map, () => true)

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

type Entry<A> = readonly [key: number, value: A]

const edge = <A>(
  node: Node<A> | undefined,
  span: number,
  base: number,
  from: 1 | -1
): Entry<A> | undefined => {
  if (node === undefined) return undefined
  const position =
    from === 1
      ? node.findIndex((slot) => slot !== undefined)
      : node.findLastIndex((slot) => slot !== undefined)
  if (position < 0) return undefined
  const key = base + position * span
  const slot = node[position]
  if (slot === undefined) return undefined
  return span === 1 ? [key, held(slot)] : edge(asNode(slot), Math.trunc(span / width), key, from)
}

/** The entry with the smallest key. */
export const first = <A>(map: OrdinalMap<A>): Option.Option<Entry<A>> =>
  Option.fromUndefinedOr(edge(map.root, map.span, 0, 1))

const below = <A>(
  node: Node<A> | undefined,
  span: number,
  base: number,
  key: number
): Entry<A> | undefined => {
  if (node === undefined || key < base) return undefined
  const slot = Math.min(Math.floor((key - base) / span), width - 1)
  const inside = base + slot * span
  const entry = node[slot]
  if (entry !== undefined) {
    const found =
      span === 1
        ? ([inside, held(entry)] as const)
        : below(asNode(entry), Math.trunc(span / width), inside, key)
    if (found !== undefined) return found
  }
  return edge(node.slice(0, slot), span, base, -1)
}

/** The entry with the greatest key that is not above `key`. */
export const floor = <A>(map: OrdinalMap<A>, key: number): Option.Option<Entry<A>> =>
  Option.fromUndefinedOr(below(map.root, map.span, 0, key))

/** From entries in any order; a later entry replaces an earlier one of the same key. */
export const fromEntries = <A>(entries: ReadonlyArray<Entry<A>>): OrdinalMap<A> =>
  entries.reduce((map, [key, value]) => set(map, key, value), empty<A>())
