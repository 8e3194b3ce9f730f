/** docs/specification.md is true: it holds every law, and each example is a history of which its law speaks. */
import { readFileSync } from "node:fs"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Story from "../../src/runtime/story/Story.ts"
import * as Played from "../properties/Played.ts"
import * as LawRun from "./LawRun.ts"
import * as SpecificationPage from "./SpecificationPage.ts"

const text = readFileSync("docs/specification.md", "utf8")
const said = SpecificationPage.read(text)

describe("the specification", () => {
  it("has every law, with its sentence and its rules", () =>
    assert.sameDeepMembers(
      said.map(({ name, sentence }) => [name, sentence]),
      Laws.all.map((law) => [law.name, SpecificationPage.sentenceOf(law)])
    ))

  it("has every property", () => assert.strictEqual(text, SpecificationPage.refreshed(text), "npm run docs"))

  it("counts for no law that it was never put to the test", () =>
    assert.deepStrictEqual(
      said.filter(({ times }) => times === 0),
      []
    ))

  it.each(said.map((one) => [one.name, one] as const))("tells truly of %s", (name, { scenario, story }) => {
    const decoded = Result.getOrThrow(Scenario.decode(scenario))
    const law = Laws.all.filter((one) => one.name === name)
    const played = Played.play(decoded)
    assert.deepStrictEqual(
      law.map((one) => LawRun.speaksOf(one)(played)),
      [true]
    )
    assert.deepStrictEqual([...story], [...Result.getOrThrow(Story.lines(decoded))])
    assert.deepStrictEqual(Played.violations(played), [])
  })
})
