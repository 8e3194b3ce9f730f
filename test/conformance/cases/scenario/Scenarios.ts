/** Prose cases: steps that are told one after the other, and what is seen after each of them. */
import * as Schema from "effect/Schema"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Deadlines from "./Deadlines.ts"
import * as Observations from "./Observations.ts"
import * as Phrases from "./Phrases.ts"
import * as Play from "./Play.ts"
import * as SpecText from "./SpecText.ts"

const Step = Schema.String.check(
  Schema.makeFilter((step: string) => {
    const unknown = Phrases.unknown(step)
    return unknown === undefined ? undefined : `"${unknown}" is no phrase that is known`
  })
)

/** Somebody waits for no back-off that takes longer than the case. */
const isOverBefore = (step: string): boolean => step.includes("very long back-off")

const steps = (given: { readonly spec: SpecText.SpecText; readonly steps: ReadonlyArray<string> }) => {
  let play = Play.create(Play.begin(SpecText.settingOf(given.spec)))
  return given.steps.map((step, place) => {
    play = Phrases.actOf(step)({
      ...play,
      stepFrom: place === 0 ? 0 : play.events.length,
      refusal: undefined
    })
    if (!isOverBefore(step)) play = Play.waited(play)
    return play
  })
}

const bySteps = CaseKind.make({
  kind: "scenario",
  given: Schema.Struct({ spec: SpecText.SpecText, steps: Schema.Array(Step) }),
  expect: Schema.Struct({ afterEachStep: Schema.Array(Observations.Expected) }),
  check: (given, { afterEachStep }) =>
    steps(given).flatMap((play, place) => {
      const expected = afterEachStep[place] ?? {}
      return Comparing.included(`afterEachStep[${place}]`, expected, Observations.of(play, expected))
    })
})

const hasSteps = Schema.is(Schema.Struct({ steps: Schema.Unknown }))

/** A case without steps is one of time alone. */
const scenario: CaseKind.CaseKind = {
  kind: "scenario",
  read: (given, expect) => (hasSteps(given) ? bySteps : Deadlines.scenario).read(given, expect)
}

export const kinds = [scenario]
