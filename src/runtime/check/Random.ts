/**
 * Numbers that look random and follow from a seed: the same ones each time, on every machine. Drawing has a key of its
 * own for each Pod of each history, so that what one Pod does hangs on nothing that happened before.
 */

/** Numbers from 0 to below 1. */
export type Random = () => number

const wordSize = 2 ** 32

/** Every bit of a word moves about half of those of the next (MurmurHash3's finalizer). */
const stirred = (word: number): number => {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** An increment that visits every word before it visits one again: the golden ratio, as SplitMix has it. */
const step = 0x9e3779b9

/** `keys` are integers: a seed, and what is drawn for. */
export const make = (...keys: ReadonlyArray<number>): Random => {
  let state = keys.reduce(
    (word, key) => stirred((word ^ (key >>> 0)) + step) ^ stirred(Math.floor(key / wordSize) + step),
    0
  )
  return () => {
    state = (state + step) | 0
    return stirred(state) / wordSize
  }
}

/** One of some, each as likely. */
export const pick = <A>(random: Random, all: ReadonlyArray<A>): A | undefined =>
  all[Math.floor(random() * all.length)]

/** Between two bounds, as often in each tenfold. */
export const logUniform = (random: Random, min: number, max: number): number =>
  Math.min(max, Math.round(min * (max / min) ** random()))

/** How often something happens before it does not, each time as likely. */
export const timesInARow = (random: Random, likely: number): number => {
  const drawn = 1 - random()
  if (likely <= 0) return 0
  return likely >= 1 ? Number.MAX_SAFE_INTEGER : Math.floor(Math.log(drawn) / Math.log(likely))
}
