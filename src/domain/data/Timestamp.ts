/**
 * Instants as integer epoch milliseconds, and how the Kubernetes API shows them.
 *
 * The API keeps whole seconds, cut and not rounded (TR-2), and every duration is computed from cut values.
 */
import * as DateTime from "effect/DateTime"

export const secondMillis = 1000

/** An instant as the API stores it: cut to whole seconds. */
export const cut = (at: number): number => Math.floor(at / secondMillis) * secondMillis

/** The last instant a date can show; what is due later is due never. */
const last = 8640000000000000

/** The instant some seconds after another. */
export const after = (at: number, seconds: number): number => Math.min(at + seconds * secondMillis, last)

/** RFC 3339 in UTC with whole seconds: `2026-01-01T00:00:02Z`. */
export const format = (at: number): string => exact(cut(at))

/** RFC 3339 in UTC, with milliseconds only where there are any: `2026-01-01T00:00:02.5Z`. */
export const exact = (at: number): string =>
  DateTime.formatIso(DateTime.makeUnsafe(at)).replace(/\.?0*Z$/, "Z")
