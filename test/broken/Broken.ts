/**
 * Broken reducers: classic bugs, each one line away from the real code, and told as such: a text of one source file that
 * is replaced by another. The reducers are bundled with that change, so nothing in `src` knows of it; the laws that judge
 * them are the real ones.
 */
import { globSync, readFileSync } from "node:fs"
import { basename, dirname, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { rolldown } from "rolldown"
import { parse } from "yaml"
import type { Batch } from "../../src/domain/job/Decider.ts"
import * as Law from "../../src/domain/law/Law.ts"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import type * as Player from "./Player.ts"

/** A file in `reducers`: what went wrong, perhaps where it did, and the law that says so. */
const File = Schema.Struct({
  story: Schema.String,
  issue: Schema.optionalKey(Schema.String),
  law: Schema.String,
  file: Schema.String,
  replace: Schema.String,
  by: Schema.String,
  /** It shows in less than one of five hundred random histories. */
  isRare: Schema.optionalKey(Schema.Boolean),
  /** The scenario in which it shows: found at random and shrunk. */
  history: Schema.optionalKey(Schema.Unknown)
})

export interface Broken extends Omit<Schema.Schema.Type<typeof File>, "history"> {
  readonly name: string
  readonly path: string
  readonly history: Scenario.Scenario | undefined
}

/** In so many steps, facts that are taken in, a bug must show. */
export const stepsMax = 10

const directory = "test/broken/reducers"

const read = (path: string): Broken => {
  const { history, ...file } = Schema.decodeUnknownSync(File)(parse(readFileSync(path, "utf8")), {
    onExcessProperty: "error"
  })
  const scenario = history === undefined ? undefined : Result.getOrThrow(Scenario.decode(history))
  return { ...file, name: basename(path, ".yaml"), path, history: scenario }
}

export const all: ReadonlyArray<Broken> = globSync(`${directory}/*.yaml`).toSorted().map(read)

export const occurrences = ({ file, replace }: Broken): number =>
  readFileSync(file, "utf8").split(replace).length - 1

/** The files that a source file imports, for their values. */
const importsOf = (path: string): ReadonlyArray<string> =>
  [...readFileSync(path, "utf8").matchAll(/^import (?!type ).*? from "(\.[^"]+)"$/gmu)].map(([, name = ""]) =>
    resolve(dirname(path), name)
  )

/** Whether what a file says hangs on another. */
const reachesOf = (other: string): ((path: string) => boolean) => {
  const known = new Map<string, boolean>([[other, true]])
  const reaches = (path: string): boolean => {
    const answer = known.get(path) ?? importsOf(path).some(reaches)
    known.set(path, answer)
    return answer
  }
  return reaches
}

const entry = resolve("test/broken/Player.ts")

/**
 * Plays scenarios with broken reducers. What does not hang on the broken file is loaded as it is, once for all of them.
 */
export const player = async (bug: Broken): Promise<typeof Player> => {
  const broken = resolve(bug.file)
  const reaches = reachesOf(broken)
  const bundle = await rolldown({
    input: entry,
    platform: "node",
    plugins: [
      {
        name: "broken",
        resolveId: (source, importer) => {
          if (importer === undefined) return null
          if (!source.startsWith(".")) return { id: import.meta.resolve(source), external: "absolute" }
          const path = resolve(dirname(importer), source)
          return reaches(path) ? path : { id: pathToFileURL(path).href, external: "absolute" }
        },
        transform: (code, id) => (id === broken ? code.replace(bug.replace, () => bug.by) : null)
      }
    ]
  })
  const { output } = await bundle.generate({ format: "esm" })
  await bundle.close()
  // The bundle is that of a module with these types.
  return (await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)) as typeof Player
}

const lawOf = ({ law }: Broken): Law.Law => {
  const found = Laws.all.find(({ name }) => name === law)
  if (found === undefined) throw new Error(`There is no law ${law}`)
  return found
}

/** A history that cannot be played to its end shows nothing. */
const played = ({ play }: typeof Player, scenario: Scenario.Scenario): ReadonlyArray<Batch> => {
  try {
    return play(scenario, stepsMax)
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

/** How the beginning of a history breaks the law that a bug must break. */
export const violations = (
  bug: Broken,
  by: typeof Player,
  scenario: Scenario.Scenario
): ReadonlyArray<string> => Laws.check(played(by, scenario), [lawOf(bug)]).map(Law.render)
