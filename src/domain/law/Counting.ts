/**
 * Laws of counting: every Pod once, and every number what it says.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { CountedAs } from "../event/Decision.ts"
import type { Event } from "../event/Event.ts"
import * as Job from "../job/Job.ts"
import { holds, type Law } from "./Law.ts"
import * as Memory from "./Memory.ts"
import type { PodMemory } from "./PodMemory.ts"

export const podsAreReleasedOnce: Law = {
  name: "podsAreReleasedOnce",
  rules: "JC-142",
  text: "A Job lets go of each of its Pods once.",
  events: {
    PodReleased: (_, { ordinal }, pod) => {
      if (pod === undefined) return undefined
      return pod.isTracked ? holds : `Pod ${ordinal} was released already`
    }
  }
}

/** Its Job is no more concerned, does not count it, or has succeeded without it (JC-126). */
const isUncountable = (memory: Memory.Memory, pod: PodMemory): boolean =>
  memory.job.finish !== undefined ||
  memory.deletion.isDeleted ||
  Memory.isBeyond(memory, pod) ||
  pod.action === "Ignore" ||
  (memory.job.verdict?._tag === "SuccessCriteriaMet" && pod.isStopped && pod.end !== "Succeeded")

/** What a Pod that is released now counts as. */
const counts = (memory: Memory.Memory, pod: PodMemory): CountedAs => {
  if (isUncountable(memory, pod)) return "Nothing"
  if (pod.end !== undefined) return pod.end
  const hasFailed =
    memory.job.verdict?._tag === "FailureTargetSet" ||
    (pod.isAsked && memory.job.spec?.podReplacementPolicy === "TerminatingOrFailed")
  return hasFailed ? "Failed" : "Nothing"
}

export const podsCountAsWhatTheyWere: Law = {
  name: "podsCountAsWhatTheyWere",
  rules: "JC-10, JC-12, JC-120, JC-126, JC-143 to JC-145",
  text:
    "A released Pod counts as its phase; as failed when it is terminating under TerminatingOrFailed or its Job is " +
    "failing; not at all when it is active, cut off, stopped by success, its failure is to be ignored, or its Job is " +
    "gone.",
  events: {
    PodReleased: (memory, { ordinal, countedAs }, pod) => {
      if (pod === undefined) return undefined
      const expected = counts(memory, pod)
      return countedAs === expected ? holds : `Pod ${ordinal} counts as ${countedAs}, not as ${expected}`
    }
  }
}

const endsPod = ({ _tag }: Event): boolean => _tag === "PodSucceeded" || _tag === "PodFailed"

export const podsThatEndAreCountedAtOnce: Law = {
  name: "podsThatEndAreCountedAtOnce",
  rules: "JC-109, JC-142, P2",
  text:
    "When a batch ends, no finished Pod waits to be counted, but under backoffLimitPerIndex the last failed one of an " +
    "index that waits for its next; a Job with a verdict tracks no Pod.",
  batch: ({ batch: { events, job }, memory }) => {
    if (!IntervalSet.isEmpty(job.podSet.uncounted) && memory.job.spec?.backoffLimitPerIndex === undefined)
      return `${IntervalSet.format(job.podSet.uncounted)} wait to be counted`
    const isOver = memory.job.verdict !== undefined || memory.deletion.isDeleted
    if (isOver && memory.pods.tracked > 0) return `${memory.pods.tracked} Pods are still tracked`
    return isOver || events.some(endsPod) ? holds : undefined
  }
}

export const countersAreWhatWasCounted: Law = {
  name: "countersAreWhatWasCounted",
  rules: "JC-20, JC-21",
  text: "`failed` is the number of Pods counted as failed, `succeeded` that of successes, or of indexes.",
  batch: ({ batch: { job }, memory }) => {
    if (job.failed !== memory.counts.failed)
      return `failed is ${job.failed}, counted were ${memory.counts.failed}`
    const succeeded = Memory.succeeded(memory)
    if (Job.succeeded(job) !== succeeded)
      return `succeeded is ${Job.succeeded(job)}, counted were ${succeeded}`
    return memory.counts.failed + memory.counts.succeeded > 0 ? holds : undefined
  }
}

export const everyPodIsAccountedFor: Law = {
  name: "everyPodIsAccountedFor",
  rules: "JC-7, JC-8",
  text: "Every Pod ever created is in hand, finished, or gone; those in hand are active, terminating or ended.",
  batch: ({ batch: { job }, memory }) => {
    const known = job.podSet.pods.size + job.podSet.finished.size + memory.counts.gone
    if (known !== job.podSet.nextOrdinal || memory.counts.created !== job.podSet.nextOrdinal)
      return `${job.podSet.nextOrdinal} Pods were created, ${known} are accounted for`
    const { active, terminating, tracked } = job.podSet.tally
    if (
      active !== memory.pods.active ||
      terminating !== memory.pods.terminating ||
      tracked !== memory.pods.tracked
    )
      return (
        `active, terminating, tracked are ${active}, ${terminating}, ${tracked}, ` +
        `not ${memory.pods.active}, ${memory.pods.terminating}, ${memory.pods.tracked}`
      )
    return known > 0 ? holds : undefined
  }
}

export const anIndexCountsOnce: Law = {
  name: "anIndexCountsOnce",
  rules: "JC-143",
  text: "An index counts as succeeded at most once, and only below `completions`.",
  events: {
    PodReleased: (memory, { countedAs }, pod) => {
      if (countedAs !== "Succeeded" || pod?.index === undefined) return undefined
      if (Memory.isBeyond(memory, pod)) return `index ${pod.index} is not below completions`
      return IntervalSet.has(memory.counts.completed, pod.index) ? `index ${pod.index} counted before` : holds
    }
  }
}

export const readyPodsAreActive: Law = {
  name: "readyPodsAreActive",
  rules: "JC-9, AJ-130, AJ-100",
  text: "There are never more ready Pods than active ones, and no number is negative.",
  batch: ({ batch: { job } }) => {
    const { ready, active, terminating } = job.podSet.tally
    if (ready > active) return `${ready} Pods are ready, ${active} are active`
    if (Math.min(ready, active, terminating, job.failed, job.succeeded) < 0) return "a count is negative"
    return ready > 0 ? holds : undefined
  }
}
