/**
 * Histories that taught something. A file is a scenario, or what a red run has kept: a scenario with the law it broke.
 * A file beside it, `NAME.answer.yaml`, says what its answer holds.
 */
import { existsSync, globSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { assert, describe, expect, it } from "vitest"
import { parse } from "yaml"
import * as Evolve from "../../src/domain/job/Evolve.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Played from "../properties/Played.ts"

const read = (path: string): unknown => parse(readFileSync(path, "utf8"))

const histories = globSync("test/histories/*.{yaml,json}")
  .filter((path) => !path.endsWith(".answer.yaml"))
  .toSorted()
  .map((path) => [basename(path), path] as const)

const scenarioOf = (kept: unknown): unknown =>
  Predicate.hasProperty(kept, "scenario") ? kept.scenario : kept

describe.each(histories)("%s", (_, path) => {
  const scenario = Result.getOrThrow(Scenario.decode(scenarioOf(read(path))))
  const played = Played.play(scenario)

  it("breaks no law", () => assert.deepStrictEqual(Played.violations(played), []))

  it("folds to what was decided, from wherever the fold goes on", () => {
    const { events, job } = played
    events.forEach((_event, at) =>
      assert.deepStrictEqual(Evolve.replay(events.slice(at), Evolve.replay(events.slice(0, at))), job)
    )
  })

  it("is the same the second time", () =>
    assert.deepStrictEqual(Played.play(scenario).events, played.events))
})

const answered = histories
  .map(([name, path]) => [name, path, path.replace(/\.(yaml|json)$/, ".answer.yaml")] as const)
  .filter(([, , answer]) => existsSync(answer))

it.each(answered)("%s answers as it should", (_, path, answer) => {
  const scenario = Result.getOrThrow(Scenario.decode(scenarioOf(read(path))))
  expect(Played.answer(scenario)).toMatchObject(Object(read(answer)))
})
