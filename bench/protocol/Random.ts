/**
 * Random numbers that are the same in every run.
 */

/** A generator of numbers in [0, 1), by its seed (mulberry32). */
export const make = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const first = Math.imul(state ^ (state >>> 15), 1 | state)
    const second = (first + Math.imul(first ^ (first >>> 7), 61 | first)) ^ first
    return ((second ^ (second >>> 14)) >>> 0) / 4294967296
  }
}

/** The same random number in [0, 1) for the same key. */
export const at = (key: number): number => make(Math.imul(key, 0x9e3779b1))()
