/**
 * Durations as Kubernetes writes them (Go's): `1h30m`, `500ms`, `2s`, `0`. Time here has whole milliseconds.
 */
import * as Option from "effect/Option"

const millis: Readonly<Record<string, number>> = {
  h: 3600000,
  m: 60000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6
}

const part = /(\d+(?:\.\d*)?|\.\d+)(h|ms|us|µs|ns|m|s)/g

/** Go counts nanoseconds in 64 bits: about 292 years. */
const millisMax = 9223372036854

/** Milliseconds; nothing for a text that is no duration, is negative, too long, or has fractions of a millisecond. */
export const parse = (text: string): Option.Option<number> => {
  if (text === "0") return Option.some(0)
  if (text === "" || text.replace(part, "") !== "") return Option.none()
  const total = Array.from(text.matchAll(part)).reduce(
    (sum, [, value, unit]) => sum + Number(value) * (millis[unit ?? ""] ?? 0),
    0
  )
  const whole = Math.round(total)
  return Math.abs(total - whole) < 1e-6 && whole <= millisMax ? Option.some(whole) : Option.none()
}
