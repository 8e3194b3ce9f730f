/**
 * What became of mutants, file by file, as it is kept in `results.yaml`: how many were killed, and those that survived,
 * each with the reason where somebody has found one.
 */
import { readFileSync, writeFileSync } from "node:fs"
import * as Schema from "effect/Schema"
import { parse, stringify } from "yaml"

const Survivor = Schema.Struct({
  line: Schema.Int,
  mutator: Schema.String,
  code: Schema.String,
  becomes: Schema.String,
  /** Why no test can tell it, or need not. */
  why: Schema.optionalKey(Schema.String)
})
export interface Survivor extends Schema.Schema.Type<typeof Survivor> {}

const OfFile = Schema.Struct({
  commit: Schema.String,
  date: Schema.String,
  killed: Schema.Int,
  survivors: Schema.Array(Survivor)
})
export interface OfFile extends Schema.Schema.Type<typeof OfFile> {}

const Results = Schema.Record(Schema.String, OfFile)
export type Results = Schema.Schema.Type<typeof Results>

export const kept = "test/mutation/results.yaml"

export const read = (): Results => Schema.decodeUnknownSync(Results)(parse(readFileSync(kept, "utf8")) ?? {})

export const write = (results: Results): void => {
  const sorted = Object.entries(results).toSorted(([left], [right]) => (left < right ? -1 : 1))
  writeFileSync(kept, stringify(Object.fromEntries(sorted), { lineWidth: 110 }))
}

/** In hundredths. */
export const score = ({ killed, survivors }: Pick<OfFile, "killed" | "survivors">): number =>
  (100 * killed) / Math.max(1, killed + survivors.length)
