/**
 * Laws of batches: a fact and what follows from it, at one instant, until nothing follows (promise P2).
 */
import * as Event from "../event/Event.ts"
import * as Evolve from "../job/Evolve.ts"
import * as Sync from "../job/Sync.ts"
import { holds, type Law } from "./Law.ts"
import * as SameState from "./SameState.ts"

export const aBatchIsAFactAndWhatFollows: Law = {
  name: "aBatchIsAFactAndWhatFollows",
  rules: "P2",
  text: "A batch opens with a fact, and decisions follow; a second fact only right behind the Job's creation.",
  batch: ({ batch: { events } }) => {
    const [first, second] = events
    if (first === undefined || !Event.isFact(first)) return "no fact opens the batch"
    const last = events.findLastIndex(Event.isFact)
    const isOfCreation = last === 1 && second !== undefined && first._tag === "JobCreated"
    return last === 0 || isOfCreation ? holds : `event ${last} of the batch is a fact`
  }
}

export const aBatchHappensAtOnce: Law = {
  name: "aBatchHappensAtOnce",
  rules: "P3",
  text: "All events of a batch carry one `at`, and it is not before that of the batch before.",
  batch: ({ before, batch: { events, job } }) => {
    if (job.at < before.at) return `it is ${job.at}, and was ${before.at}`
    return events.every(({ at }) => at === job.at) ? holds : `not all events are at ${job.at}`
  }
}

/**
 * The longest way through the stages of `Sync`, which a history reaches: a container is to restart, its Pod is not
 * ready any more, the deadline's verdict asks all Pods to terminate, those that never ran fail, all are released and
 * are gone, the verdict is final, the TTL is over, the collector takes what is left.
 */
export const stepsMax = 9

export const batchesSettleInFewSteps: Law = {
  name: "batchesSettleInFewSteps",
  rules: "P2",
  text: `A batch takes at most ${stepsMax} steps, however many Pods a Job has.`,
  batch: ({ batch: { steps } }) => {
    if (steps === 0) return undefined
    return steps <= stepsMax ? holds : `${steps} steps`
  }
}

export const everyEventCounts: Law = {
  name: "everyEventCounts",
  rules: "P1",
  text: "The version of a Job grows by one with each event.",
  batch: ({ before, batch: { events, job } }) =>
    job.resourceVersion === before.resourceVersion + events.length
      ? holds
      : `${events.length} events lead from version ${before.resourceVersion} to ${job.resourceVersion}`
}

export const theStateIsTheFoldOfTheEvents: Law = {
  name: "theStateIsTheFoldOfTheEvents",
  rules: "P1",
  text: "Folding the events of a batch into the state before it gives the state after it.",
  batch: ({ before, batch: { events, job } }) =>
    SameState.isSame(events.reduce(Evolve.evolve, before), job) ? holds : "the fold gives another state"
}

export const batchesEndQuiescent: Law = {
  name: "batchesEndQuiescent",
  rules: "P2",
  text: "When a batch ends, nothing more follows.",
  isThorough: true,
  batch: ({ batch: { job } }) => {
    const [next] = Sync.sync(job, job.at)
    return next === undefined ? holds : `${next._tag} follows`
  }
}
