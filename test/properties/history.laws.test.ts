import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Evolve from "../../src/domain/job/Evolve.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import * as Played from "./Played.ts"

const { scenario } = ScenarioArbitrary

describe("a history", () => {
  it("breaks no law, whatever the world does", () =>
    fc.assert(
      fc.property(scenario, (story) => assert.deepStrictEqual(Played.violations(Played.play(story)), []))
    ))
})

describe("folding", () => {
  it("gives the state that was decided upon, after every batch", () =>
    fc.assert(
      fc.property(scenario, (story) => {
        const { batches, events, job } = Played.play(story)
        assert.deepStrictEqual(Evolve.replay(events), job)
        batches.reduce((before, batch) => {
          const after = Evolve.replay(batch.events, before)
          assert.deepStrictEqual(after, batch.job)
          return after
        }, Job.initialState)
      })
    ))

  it("a prefix and then the rest is folding all", () =>
    fc.assert(
      fc.property(scenario, fc.nat(), (story, cut) => {
        const { events } = Played.play(story)
        const at = cut % (events.length + 1)
        const prefix = Evolve.replay(events.slice(0, at))
        assert.deepStrictEqual(Evolve.replay(events.slice(at), prefix), Evolve.replay(events))
        // The fold of a prefix hangs on nothing behind it, and folding changes nothing that was folded before.
        assert.deepStrictEqual(prefix, Evolve.replay(events.slice(0, at)))
      })
    ))
})
