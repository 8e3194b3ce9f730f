/**
 * What Stryker reports, read as results. A mutant that does not compile is one all the same: types are stripped when
 * tests run, and a test must tell it. One that makes tests run for ever is killed by that.
 */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"
import type { OfFile, Results, Survivor } from "./Results.ts"

const Place = Schema.Struct({ line: Schema.Int, column: Schema.Int })

const Mutant = Schema.Struct({
  mutatorName: Schema.String,
  replacement: Schema.optionalKey(Schema.String),
  status: Schema.String,
  location: Schema.Struct({ start: Place, end: Place })
})
type Mutant = Schema.Schema.Type<typeof Mutant>

const Report = Schema.Struct({
  files: Schema.Record(Schema.String, Schema.Struct({ source: Schema.String, mutants: Schema.Array(Mutant) }))
})

const isKilled = ({ status }: Mutant): boolean => status === "Killed" || status === "Timeout"

const isAlive = ({ status }: Mutant): boolean => status === "Survived" || status === "NoCoverage"

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim()

const codeAt = (source: string, { start, end }: Mutant["location"]): string => {
  const lines = source.split("\n").slice(start.line - 1, end.line)
  const last = lines.length - 1
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join(" ")
}

const survivor = (source: string, mutant: Mutant, before: OfFile | undefined): Survivor => {
  const code = oneLine(codeAt(source, mutant.location))
  const becomes = oneLine(mutant.replacement ?? "")
  const known = before?.survivors.find((one) => one.code === code && one.becomes === becomes)
  return {
    line: mutant.location.start.line,
    mutator: mutant.mutatorName,
    code,
    becomes,
    ...(known?.why === undefined ? {} : { why: known.why })
  }
}

/** The results of the files of a report; a reason that was found before stays. */
export const read = (path: string, told: Pick<OfFile, "commit" | "date">, before: Results): Results => {
  const { files } = Schema.decodeUnknownSync(Report)(JSON.parse(readFileSync(path, "utf8")))
  return Object.fromEntries(
    Object.entries(files).map(([file, { source, mutants }]) => [
      file,
      {
        ...told,
        killed: mutants.filter(isKilled).length,
        survivors: mutants.filter(isAlive).map((mutant) => survivor(source, mutant, before[file]))
      }
    ])
  )
}
