/**
 * Data as text: JSON or YAML, the same bytes each time.
 */
import * as Effect from "effect/Effect"

export type Format = "json" | "yaml" | "table"

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** On one line. */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`

/** YAML that reads back the same by the rules of 1.1 as by those of 1.2: times and the like are quoted. */
export const yaml = (value: unknown): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => import("yaml")),
    ({ stringify }) => stringify(value, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false })
  )
