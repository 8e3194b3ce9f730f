/**
 * A regression: a bug that another system suffered, told as a story of ours.
 *
 * Each is a file `ID-what-it-is-about.yaml`: a heading, and either plays (scenarios with what their answers hold), the
 * name of the test that tells it where a scenario cannot, or why it waits.
 */
import { globSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parse } from "yaml"
import type { Law } from "../../src/domain/law/Law.ts"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"

const Play = Schema.Struct({
  scenario: Scenario.Scenario,
  /** What the answer holds; counts that the API leaves out are 0 here. */
  answer: Schema.Record(Schema.String, Schema.Json)
})
export interface Play extends Schema.Schema.Type<typeof Play> {}

const Heading = Schema.Struct({
  id: Schema.String.check(Schema.isPattern(/^[KNAQ]\d+$/)),
  /** Where it happened. */
  upstream: Schema.Array(Schema.String),
  story: Schema.String,
  /** The law that was broken there, by its name. */
  law: Schema.optionalKey(Schema.String),
  /** Or the promise, where no law speaks of a history alone. */
  promise: Schema.optionalKey(Schema.String),
  plays: Schema.Array(Play).pipe(Schema.withDecodingDefaultKey(Effect.succeed([]))),
  /** The file that tells it in TypeScript. */
  test: Schema.optionalKey(Schema.String),
  /** Why it is not told yet. */
  waits: Schema.optionalKey(Schema.String)
})

export interface Regression extends Schema.Schema.Type<typeof Heading> {
  readonly file: string
}

const decode = Schema.decodeUnknownResult(Heading, { errors: "all", onExcessProperty: "error" })

const read = (path: string): Regression => ({
  ...Result.getOrThrow(decode(parse(readFileSync(path, "utf8")))),
  file: basename(path)
})

const directory = "test/regressions"

const byId = ({ id: one }: Regression, { id: other }: Regression): number =>
  "KNAQ".indexOf(one.charAt(0)) - "KNAQ".indexOf(other.charAt(0)) ||
  Number(one.slice(1)) - Number(other.slice(1))

export const all: ReadonlyArray<Regression> = globSync(`${directory}/*.yaml`).map(read).toSorted(byId)

/** Where it happened, and what: `(kubernetes/kubernetes#70251): What limited the retries …`. */
export const heading = ({ upstream, story }: Regression): string => `(${upstream.join(", ")}): ${story}`

export const find = (id: string): Regression => {
  const found = all.find((regression) => regression.id === id)
  if (found === undefined) throw new Error(`there is no regression ${id}`)
  return found
}

export const headingOf = (id: string): string => heading(find(id))

/** The law that was broken there; a regression that names none stands for a promise. */
export const lawOf = ({ id, law: name }: Regression): Law => {
  const law = Laws.all.find((one) => one.name === name)
  if (law === undefined) throw new Error(`there is no law ${name}, which ${id} is about`)
  return law
}
