/**
 * Waiting for longer than a timer of Node can: it is slept in parts.
 */

/** A longer one would ring at once. */
const longestMillis = 2 ** 31 - 1

/** Does it after so long; gives how to call it off. */
export const after = (millis: number, does: () => void): (() => void) => {
  let timer: NodeJS.Timeout
  const sleep = (left: number): void => {
    const part = Math.min(left, longestMillis)
    timer = setTimeout(() => (left > part ? sleep(left - part) : does()), part)
  }
  sleep(millis)
  return () => clearTimeout(timer)
}
