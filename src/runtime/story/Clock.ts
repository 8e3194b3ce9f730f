/**
 * Instants and spans of time as people read them.
 */
import * as Timestamp from "../../domain/data/Timestamp.ts"

const two = (value: number): string => String(value).padStart(2, "0")

const fraction = (millis: number): string =>
  millis === 0 ? "" : `.${String(millis).padStart(3, "0").replace(/0+$/, "")}`

const parts = (millis: number) => ({
  hours: Math.floor(millis / 3_600_000),
  minutes: Math.floor(millis / 60_000) % 60,
  seconds: Math.floor(millis / 1000) % 60,
  millis: millis % 1000
})

/** `0:00:05`, `27:00:00`, `0:00:02.5`: time since the start. */
export const offset = (span: number): string => {
  const { hours, minutes, seconds, millis } = parts(span)
  return `${hours}:${two(minutes)}:${two(seconds)}${fraction(millis)}`
}

/** `10s`, `1m5s`, `2h`, `1.5s`, as Kubernetes writes durations. */
export const span = (length: number): string => {
  const { hours, minutes, seconds, millis } = parts(length)
  const text = [
    hours === 0 ? "" : `${hours}h`,
    minutes === 0 ? "" : `${minutes}m`,
    seconds + millis === 0 ? "" : `${seconds}${fraction(millis)}s`
  ].join("")
  return text === "" ? "0s" : text
}

const tenth = 100

/** A span as it is told while the clock goes on: to a tenth of a second. */
export const roughly = (length: number): string => span(Math.round(length / tenth) * tenth)

/** Whether a span of time ends on the day (UTC) it begins on. */
export const isOneDay = (from: number, to: number): boolean =>
  Timestamp.exact(from).slice(0, 10) === Timestamp.exact(to).slice(0, 10)

/** `00:00:05`, with the date before it where there are several days. */
export const clock = (at: number, isWithinDay: boolean): string => {
  const [date = "", time = ""] = Timestamp.exact(at).replace("Z", "").split("T")
  return isWithinDay ? time : `${date} ${time}`
}
