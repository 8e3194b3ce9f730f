/** Times of traces as they are compared: read from text, exact or cut to the second (TR-2). */

/** Milliseconds since 1970, NaN for a text that is no time. */
export const millis = (time: string): number => Date.parse(time)

/** A time without its fraction, in UTC; a text that is no time stays as it is. */
export const second = (time: string): string => {
  const at = millis(time)
  return Number.isNaN(at) ? time : `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** As `second`, where the time may be missing. */
export const secondOrNull = (time: string | null | undefined): string | null =>
  time === null || time === undefined ? null : second(time)
