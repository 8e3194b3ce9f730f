/**
 * What the results of a probe amount to: so many of a kind in a row are a verdict (LC-17, LC-42). What could not be tried
 * at all says nothing, and leaves the row as it is.
 */
import type { Probe } from "./Health.ts"

export type Verdict = "Success" | "Failure"

/** `Unknown`: it could not be tried. */
export type Result = Verdict | "Unknown"

/** So many results of a kind, one behind the other. */
export interface Row {
  readonly of: Result
  readonly length: number
}

export const noRow: Row = { of: "Unknown", length: 0 }

/** The row with one more result. */
export const next = (row: Row, result: Result): Row =>
  result === "Unknown" ? row : { of: result, length: row.of === result ? row.length + 1 : 1 }

/** What a row says, once it is long enough. */
export const verdict = (
  { of, length }: Row,
  { successThreshold, failureThreshold }: Pick<Probe, "successThreshold" | "failureThreshold">
): Verdict | undefined =>
  of !== "Unknown" && length >= (of === "Success" ? successThreshold : failureThreshold) ? of : undefined
