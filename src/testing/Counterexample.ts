/**
 * What a property that failed on a scenario leaves behind: its story in words, and a file that keeps it.
 *
 * The file is data: a scenario, the law it broke and what that said. It does not depend on seeds, on an engine or its
 * version, so whoever replays it years later replays the same history.
 */
import { hash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as Law from "../domain/law/Law.ts"
import * as FieldError from "../domain/manifest/FieldError.ts"
import * as Scenario from "../runtime/simulation/Scenario.ts"
import * as Story from "../runtime/story/Story.ts"
import * as History from "./History.ts"
import * as Pruned from "./Pruned.ts"

export interface Counterexample {
  /** The name of the law that was broken; of the property, where the history obeys all laws. */
  readonly law: string
  /** How it was broken, in words. */
  readonly says: string
  readonly scenario: typeof Scenario.Scenario.Encoded
}

const encode = Schema.encodeSync(Scenario.Scenario)

const couldBe = Schema.is(Scenario.Scenario)

/** Nothing else that has a manifest, too: what is kept must be read again. */
const isScenario = (input: unknown): input is Scenario.Scenario =>
  couldBe(input) && Object.keys(input).every((key) => Object.hasOwn(Scenario.Scenario.fields, key))

/** The bug that was found may be that a scenario cannot be played: then what it fails with is told. */
const attempted = <A>(play: () => A, otherwise: (error: unknown) => A): A =>
  Result.getOrElse(Result.try({ try: play, catch: (error) => error }), otherwise)

const violations = (scenario: Scenario.Scenario): ReadonlyArray<Law.Violation> =>
  attempted(
    () => Result.getOrElse(Result.map(History.play(scenario), History.violations), () => []),
    () => []
  )

/**
 * A scenario for which a property does not hold, without what the broken law does not need. The property is named by a
 * sentence of whoever tests; `says`: how it does not hold, where the history obeys all laws.
 */
export const of = (scenario: Scenario.Scenario, property: string, says = property): Counterexample => {
  const [violation] = violations(scenario)
  if (violation === undefined) return { law: property, says, scenario: encode(scenario) }
  const isSame = ({ law }: Law.Violation): boolean => law === violation.law
  const least = attempted(
    () => Pruned.pruned(scenario, (history) => History.violations(history).some(isSame)),
    () => scenario
  )
  const last = violations(least).find(isSame) ?? violation
  return { law: last.law, says: Law.render(last), scenario: encode(least) }
}

/** What happened, line by line; what is wrong with a scenario that cannot be played. */
export const story = (scenario: Scenario.Scenario): ReadonlyArray<string> =>
  attempted(
    () => Result.getOrElse(Story.lines(scenario), ({ errors }) => errors.map(FieldError.render)),
    (error) => [`It cannot be played: ${String(error)}`]
  )

/** Of a law or a property as a part of a file's name. */
const slug = (text: string): string =>
  text
    .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase()
    .slice(0, 60)

const numberLength = 8

/** The same counterexample has the same name, whoever finds it. */
export const fileName = (found: Counterexample): string => {
  const number = hash("sha256", JSON.stringify(found.scenario)).slice(0, numberLength)
  return `${slug(found.law)}-${number}.json`
}

/** Keeps a counterexample in a directory, which is made where it is not there; answers the path. */
export const write = (directory: string, found: Counterexample): string => {
  const path = join(directory, fileName(found))
  mkdirSync(directory, { recursive: true })
  writeFileSync(path, `${JSON.stringify(found, undefined, 2)}\n`)
  return path
}

/** Among the inputs of a property, the scenario. */
const scenarioOf = ({ counterexample }: fc.RunDetails<unknown>): Scenario.Scenario | undefined => {
  const inputs: ReadonlyArray<unknown> = Array.isArray(counterexample) ? counterexample : []
  return inputs.find((input) => isScenario(input))
}

export interface Options {
  /** Where counterexamples are kept. */
  readonly directory: string
  /** What the property that runs is called, and how its run is repeated; asked when it has failed. */
  readonly property: (run: fc.RunDetails<unknown>) => { readonly name: string; readonly repeat: string }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The law, the shrunk story and where it is kept, where a property failed on a scenario. */
const told = (scenario: Scenario.Scenario, directory: string, name: string, error: unknown) => {
  const found = of(scenario, name, `${name}: ${messageOf(error)}`)
  const happened = story(Result.getOrThrow(Scenario.decode(found.scenario))).map((line) => `  ${line}`)
  return [found.says, "", "What happened:", ...happened, "", `Kept in ${write(directory, found)}`, ""]
}

/**
 * Reports a failed property as a person wants it: what was broken, the shrunk story in words, the file that keeps it,
 * the command that repeats it. `fc.installGlobalPlugin(Counterexample.reporter(…))` does so for every property.
 */
export const reporter =
  ({ directory, property }: Options): fc.Plugin<unknown> =>
  () => ({
    onAllRunsComplete: (run) => {
      if (!run.failed) return
      const { name, repeat } = property(run)
      const scenario = scenarioOf(run)
      const lines = [
        ...(scenario === undefined ? [] : told(scenario, directory, name, run.errorInstance)),
        fc.defaultReportMessage(run) ?? "The law was broken",
        "",
        `Repeat: ${repeat}`
      ]
      throw new Error(lines.join("\n"), { cause: run.errorInstance })
    }
  })
