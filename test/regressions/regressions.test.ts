/**
 * Bugs that others suffered, played: each breaks no law here, puts the one that was broken there to the test, and
 * answers what it must. Those that no scenario can tell have tests of their own beside this one.
 */
import { assert, describe, expect, it } from "vitest"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Played from "../properties/Played.ts"
import * as Regression from "./Regression.ts"
import * as Told from "./Told.ts"

const told = Regression.all.filter(({ plays }) => plays.length > 0)

describe.each(told.map((one) => [one.id, Regression.heading(one), one] as const))(
  "%s %s",
  (_, __, regression) => {
    const { plays } = regression

    it("puts the law that was broken there to the test", () => {
      const law = Regression.lawOf(regression)
      const spoken = plays.map(
        ({ scenario }) => Laws.exercised(Played.play(scenario).batches, [law])[law.name]
      )
      assert.isAbove(Math.max(...spoken.map((times = 0) => times)), 0)
    })

    describe.each(plays.map((play) => [play.scenario.name, play] as const))(
      "%s",
      (___, { scenario, answer }) => {
        it("breaks no law", () => assert.deepStrictEqual(Played.violations(Played.play(scenario)), []))

        it("answers as it must", () => expect(Told.answer(scenario)).toMatchObject(answer))
      }
    )
  }
)
