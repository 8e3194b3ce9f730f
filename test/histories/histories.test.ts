/**
 * Histories that taught something, as scenarios. A file beside one, `NAME.answer.yaml`, says what its answer holds.
 */
import { existsSync, globSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import * as Result from "effect/Result"
import { assert, describe, expect, it } from "vitest"
import { parse } from "yaml"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Played from "../properties/Played.ts"

const read = (path: string): unknown => parse(readFileSync(path, "utf8"))

const histories = globSync("test/histories/*.yaml")
  .filter((path) => !path.endsWith(".answer.yaml"))
  .toSorted()
  .map((path) => [basename(path, ".yaml"), path] as const)

describe.each(histories)("%s", (_, path) => {
  const scenario = Result.getOrThrow(Scenario.decode(read(path)))

  it("breaks no law", () => assert.deepStrictEqual(Played.violations(Played.play(scenario)), []))

  it("answers as it should", (context) => {
    const expected = path.replace(/\.yaml$/, ".answer.yaml")
    if (!existsSync(expected)) return context.skip("nothing is written down")
    expect(Played.answer(scenario)).toMatchObject(Object(read(expected)))
  })
})
