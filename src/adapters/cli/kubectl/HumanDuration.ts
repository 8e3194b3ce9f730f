/**
 * Ages and durations as kubectl prints them: two units at most, and only while the smaller one matters (KW-83).
 */
import * as Timestamp from "../../../domain/data/Timestamp.ts"

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

/** `3m20s`; a smaller unit of zero is left out. */
const two = (seconds: number, [large, big]: [number, string], [small, little]: [number, string]): string => {
  const rest = Math.floor((seconds % large) / small)
  return `${Math.floor(seconds / large)}${big}${rest === 0 ? "" : `${rest}${little}`}`
}

/** A span of milliseconds; one that has not begun is none. */
export const of = (millis: number): string => {
  const seconds = Math.max(0, Math.floor(millis / Timestamp.secondMillis))
  if (seconds < 2 * minute) return `${seconds}s`
  if (seconds < 10 * minute) return two(seconds, [minute, "m"], [1, "s"])
  if (seconds < 3 * hour) return `${Math.floor(seconds / minute)}m`
  if (seconds < 8 * hour) return two(seconds, [hour, "h"], [minute, "m"])
  if (seconds < 2 * day) return `${Math.floor(seconds / hour)}h`
  if (seconds < 8 * day) return two(seconds, [day, "d"], [hour, "h"])
  if (seconds < 2 * year) return `${Math.floor(seconds / day)}d`
  return seconds < 8 * year ? two(seconds, [year, "y"], [day, "d"]) : `${Math.floor(seconds / year)}y`
}

/** From a time as the API writes it until now. */
export const since = (time: string | null | undefined, now: number): string =>
  time === undefined || time === null ? "<unknown>" : of(now - Date.parse(time))
