/**
 * Proof that the laws bite: each broken reducer breaks the law it is said to, in a history of a few steps in which the
 * real one breaks none.
 */
import { assert, describe, it } from "vitest"
import * as Law from "../../src/domain/law/Law.ts"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Broken from "./Broken.ts"
import * as Player from "./Player.ts"

describe.each(Broken.all.map((bug) => [bug.name, bug] as const))("%s", (_, bug) => {
  it("is one change away from the real code", () =>
    assert.strictEqual(Broken.occurrences(bug), 1, `what is replaced is to stand in ${bug.file} once`))

  it(`breaks ${bug.law} in ${Broken.stepsMax} steps, and the real code does not`, async () => {
    assert.isDefined(bug.history, "no history: node test/broken/hunt.ts finds one")
    const broken = await Broken.player(bug)
    assert.isNotEmpty(Broken.violations(bug, broken, bug.history))
    assert.deepStrictEqual(Laws.check(Player.play(bug.history, Broken.stepsMax)).map(Law.render), [])
  })
})

describe("the broken reducers", () => {
  it("break every law there is", () => {
    const broken = new Set(Broken.all.map(({ law }) => law))
    assert.deepStrictEqual(
      Laws.all.map(({ name }) => name).filter((name) => !broken.has(name)),
      []
    )
  })
})
