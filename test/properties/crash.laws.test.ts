import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { same } from "../../src/domain/data/Sameness.ts"
import type { Event } from "../../src/domain/event/Event.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as Perturbation from "../../src/testing/Perturbation.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import { canonical } from "../canonical/Canonical.ts"
import { share } from "../Laws.ts"
import * as Played from "./Played.ts"

const history = ({ batches }: Played.Played): ReadonlyArray<ReadonlyArray<Event>> =>
  batches.map(({ events }) => events)

const startsOf = ({ events }: Played.Played): ReadonlyArray<string> =>
  events.flatMap((event) =>
    event._tag === "ContainerStarted" ? [`${event.ordinal}/${event.container}/${event.attempt}`] : []
  )

/** The same log, and so the same answer; or at least that. */
const assertSame = (story: Scenario, death: Perturbation.Perturbation, undisturbed: Played.Played): void => {
  const played = Played.perturbed(story, death)
  const starts = startsOf(played)
  assert.strictEqual(new Set(starts).size, starts.length, "no container is started twice")
  if (same(history(played), history(undisturbed))) return
  if (!Played.hasIdleWait(undisturbed))
    assert.deepStrictEqual(history(played), history(undisturbed), JSON.stringify(death))
  assert.deepStrictEqual(Played.perturbedAnswer(story, death), Played.answer(story), JSON.stringify(death))
}

/** Plays a scenario again with each death there is, exhaustively. */
const survives = (story: Scenario): void => {
  const undisturbed = Played.play(story)
  for (const death of Perturbation.deaths(undisturbed.batches.length)) assertSame(story, death, undisturbed)
}

describe("a controller that dies after any append, its intents done or not, has a successor that answers the same (P7)", () => {
  it.each(canonical)("when it is played: $name", ({ scenario }) => survives(scenario))

  it("whatever the story", { timeout: 300_000 }, () =>
    fc.assert(fc.property(ScenarioArbitrary.withoutFaults, survives), { numRuns: share(8) })
  )
})
