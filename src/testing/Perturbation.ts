/**
 * Perturbations of a play, as data: the ways in which a controller's view of the world goes wrong (after Sieve, OSDI
 * 2022), each at a place of the log. `play` plays a scenario under one of them; what it should come to is what the
 * undisturbed play comes to.
 */
import * as Result from "effect/Result"
import type { Event } from "../domain/event/Event.ts"
import type { Fact } from "../domain/event/Fact.ts"
import type { Batch } from "../domain/job/Decider.ts"
import type { Job } from "../domain/job/Job.ts"
import type { Death, Disturbance, Letter } from "../runtime/simulation/Disturbance.ts"
import type * as Scenario from "../runtime/simulation/Scenario.ts"
import type * as Session from "../runtime/simulation/Session.ts"
import * as Simulation from "../runtime/simulation/Simulation.ts"
import type { History } from "./History.ts"

/** `after`: the number of a batch, from 1 (the creation of the Job). */
export type Perturbation =
  /** The controller dies when it has appended the batch, or every batch; another one starts at once, with the log. */
  | { readonly _tag: "ControllerDies"; readonly after: number | "EveryAppend"; readonly death: Death }
  /** It dies, and its successor is told first what was so long ago, and for some time nothing of what is now. */
  | { readonly _tag: "ViewIsStale"; readonly after: number; readonly millis: number }
  /** The next start of a container is not told, but with what comes next of its Pod, or after some time. */
  | { readonly _tag: "StateIsSkipped"; readonly after: number; readonly millis: number }
  /** What is said of every second Pod comes so much later than what is said of the others, from then on. */
  | { readonly _tag: "OrderIsChanged"; readonly after: number; readonly millis: number }

const ways: ReadonlyArray<Death> = ["BeforeIntents", "AfterIntents"]

/** Every death there is in a history of so many batches: after each of them, and after all of them. */
export const deaths = (batches: number): ReadonlyArray<Perturbation> =>
  ways.flatMap((way) =>
    [...Array.from({ length: batches }, (_, before) => before + 1), "EveryAppend" as const].map((after) => ({
      _tag: "ControllerDies",
      after,
      death: way
    }))
  )

/** What a container runtime observes; slots and timers are the controller's own. */
const observations: ReadonlySet<string> = new Set<Fact["_tag"]>([
  "ContainerStarted",
  "ContainerReady",
  "ContainerStartupSucceeded",
  "ContainerUnhealthy",
  "ContainerExited",
  "ContainerLost",
  "PodEvicted"
])

const isObservation = (event: Event): event is Fact => observations.has(event._tag)

const atOnce = (fact: Fact): ReadonlyArray<Letter> => [{ fact }]

const death = (after: number | "EveryAppend", how: Death): Disturbance => ({
  dies: (batch) => (after === "EveryAppend" || batch === after ? how : undefined),
  carries: atOnce,
  retells: () => []
})

const staleness = (after: number, millis: number): Disturbance => {
  let seesAgainAt = Number.NEGATIVE_INFINITY
  return {
    dies: (batch) => (batch === after ? "BeforeIntents" : undefined),
    carries: (fact) =>
      isObservation(fact) && fact.at <= seesAgainAt ? [{ fact, at: seesAgainAt }] : atOnce(fact),
    retells: (log) => {
      const at = log.at(-1)?.at ?? 0
      seesAgainAt = at + millis
      return log.filter(isObservation).map((fact) => ({ ...fact, at }))
    }
  }
}

const ofPod = (fact: Fact): number | undefined => ("ordinal" in fact ? fact.ordinal : undefined)

const skipping = (after: number, millis: number): Disturbance => {
  let batches = 0
  let skipped: Fact | undefined
  return {
    dies: (batch) => {
      batches = batch
      return undefined
    },
    carries: (fact) => {
      if (!isObservation(fact)) return atOnce(fact)
      if (skipped === undefined && batches >= after && fact._tag === "ContainerStarted") {
        skipped = fact
        return [{ at: fact.at + millis, fact }]
      }
      const isNext = skipped !== undefined && ofPod(skipped) === ofPod(fact)
      // Told twice, the second time it says nothing new.
      return skipped !== undefined && isNext
        ? [...atOnce({ ...skipped, at: fact.at }), ...atOnce(fact)]
        : atOnce(fact)
    },
    retells: () => []
  }
}

const reordering = (after: number, millis: number): Disturbance => {
  let batches = 0
  return {
    dies: (batch) => {
      batches = batch
      return undefined
    },
    carries: (fact) =>
      isObservation(fact) && batches >= after && (ofPod(fact) ?? 0) % 2 === 1
        ? [{ fact, at: fact.at + millis }]
        : atOnce(fact),
    retells: () => []
  }
}

const disturbance = (perturbation: Perturbation): Disturbance => {
  switch (perturbation._tag) {
    case "ControllerDies":
      return death(perturbation.after, perturbation.death)
    case "ViewIsStale":
      return staleness(perturbation.after, perturbation.millis)
    case "StateIsSkipped":
      return skipping(perturbation.after, perturbation.millis)
    case "OrderIsChanged":
      return reordering(perturbation.after, perturbation.millis)
  }
}

/** Plays a scenario under a perturbation, before an observer. */
export const run = (
  scenario: Scenario.Scenario,
  observer: Session.Observer,
  perturbation: Perturbation
): Result.Result<Job, Scenario.InvalidScenario> =>
  Simulation.run(scenario, observer, disturbance(perturbation))

/** The history of a scenario under a perturbation. */
export const play = (
  scenario: Scenario.Scenario,
  perturbation: Perturbation
): Result.Result<History, Scenario.InvalidScenario> => {
  const batches: Array<Batch> = []
  const observer = { batch: (batch: Batch) => batches.push(batch), rejected: () => {} }
  return Result.map(run(scenario, observer, perturbation), (job) => ({
    batches,
    events: batches.flatMap(({ events }) => events),
    job
  }))
}
