/**
 * How sure a share is that was counted: Wilson's score interval, which holds for few histories and for shares near 0 and
 * 1 as well.
 */

export interface Share {
  readonly share: number
  readonly low: number
  readonly high: number
}

/** The quantile of the normal distribution for 95 %. */
const z = 1.959963984540054

const bounded = (value: number): number => Math.min(1, Math.max(0, value))

/** `hits` of `all`, with its 95 % interval. */
export const interval = (hits: number, all: number): Share => {
  if (all === 0) return { share: 0, low: 0, high: 1 }
  const share = hits / all
  const scale = 1 + z ** 2 / all
  const centre = (share + z ** 2 / (2 * all)) / scale
  const reach = (z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2))) / scale
  return {
    share,
    low: hits === 0 ? 0 : bounded(centre - reach),
    high: hits === all ? 1 : bounded(centre + reach)
  }
}
