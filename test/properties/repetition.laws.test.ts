import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { isFact } from "../../src/domain/event/Event.ts"
import type { Fact } from "../../src/domain/event/Fact.ts"
import * as Decider from "../../src/domain/job/Decider.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import type * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import * as Played from "./Played.ts"

const { scenario, withoutFaults } = ScenarioArbitrary

/** A fact that is told again, some time later. */
const again = (job: Job, fact: Fact, later: number): void => {
  const repeated = Decider.decide(job, { ...fact, at: job.at + later })
  assert.deepStrictEqual(repeated.events, [])
  assert.strictEqual(repeated.job, job)
}

const commands = new Set<Fact["_tag"]>([
  "JobSpecChanged",
  "JobMetadataChanged",
  "JobDeletionRequested",
  "PodDeletionRequestedByUser"
])

describe("telling a fact twice", () => {
  it("is telling it once", () =>
    fc.assert(
      fc.property(scenario, (story) => {
        for (const { events, job } of Played.play(story).batches) {
          for (const fact of events.filter(isFact)) {
            again(job, fact, 0)
          }
        }
      })
    ))

  it("is telling it once, however late the second time comes", () =>
    fc.assert(
      fc.property(scenario, fc.nat(), fc.nat({ max: 5 }), (story, pick, later) => {
        const { batches } = Played.play(story)
        const facts = batches.flatMap(({ events }) => events.filter(isFact))
        const told = facts[pick % facts.length]
        const since = batches.findIndex(({ events }) => told !== undefined && events.includes(told))
        for (const { job } of batches.slice(since)) {
          if (told === undefined || commands.has(told._tag)) continue
          // A timer that has been armed again meanwhile is another timer.
          again(job, told, Object.values(job.due).some((due) => due !== undefined) ? 0 : later)
        }
      })
    ))
})

const faults = fc.array(ScenarioArbitrary.fault, { minLength: 1, maxLength: 6 })

/** Neither the answer nor the log, but for waits that decide nothing any more. */
const changeNothing = (story: Scenario.Scenario, went: ReadonlyArray<Scenario.Fault>): void => {
  const undisturbed = Played.play(story)
  const disturbed = { ...story, faults: went }
  assert.deepStrictEqual(Played.answer(disturbed), Played.answer(story))
  if (!Played.hasIdleWait(undisturbed))
    assert.deepStrictEqual(Played.play(disturbed).events, undisturbed.events)
}

describe("faults", () => {
  it("change nothing: controllers restart and observations repeat unseen", () =>
    fc.assert(
      fc.property(withoutFaults, faults, (story, went) => {
        changeNothing(story, went)
      })
    ))

  it("change nothing when the controller restarts at the very instant of anything that happens", () =>
    fc.assert(
      fc.property(withoutFaults, (story) => {
        const { events } = Played.play(story)
        const start = events[0]?.at ?? 0
        const instants = [...new Set(events.map(({ at }) => at - start))]
        const restarts = instants.map((at) => ({ at, controllerRestarts: true as const }))
        changeNothing(story, restarts)
      })
    ))
})
