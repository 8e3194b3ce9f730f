/**
 * Laws of creating Pods: when, how many, for which index, and under which name.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type * as Job from "../job/Job.ts"
import * as PodNames from "../pod/PodNames.ts"
import { holds, type Law, type Objection, type Saying } from "./Law.ts"
import * as Memory from "./Memory.ts"

export const podsAreCreatedOnce: Law = {
  name: "podsAreCreatedOnce",
  rules: "P4",
  text: "Pods are numbered from 0 in the order of their creation, without gaps and without repeats.",
  events: {
    PodCreated: (memory, { ordinal }) =>
      ordinal === memory.counts.created ? holds : `Pod ${ordinal} is not Pod ${memory.counts.created}`
  }
}

export const podNamesFollowFromOrdinals: Law = {
  name: "podNamesFollowFromOrdinals",
  rules: "P4, JC-90",
  text: "A Pod's name and UID are those of its ordinal, so no two Pods share one.",
  events: {
    PodCreated: ({ job: { metadata } }, { ordinal, index, name, uid }) => {
      if (metadata === undefined) return "there is no Job"
      const isNamed = name === PodNames.name(metadata, ordinal, index)
      return isNamed && uid === PodNames.uid(metadata.uid, ordinal)
        ? holds
        : `Pod ${ordinal} is called ${name} (${uid})`
    }
  }
}

/** Why a Job may not get Pods, if it may not. */
export const resting = (memory: Memory.Memory): Objection => {
  if (memory.job.spec === undefined) return "there is no Job"
  if (Memory.isLeftAlone(memory)) return "another controller sees to the Job"
  if (memory.job.spec.suspend) return "the Job is suspended"
  if (memory.deletion.policy !== undefined) return "the Job is being deleted"
  return memory.job.verdict === undefined ? undefined : "the Job has its verdict"
}

export const onlyRunningJobsGetPods: Law = {
  name: "onlyRunningJobsGetPods",
  rules: "JC-61, JC-67, JC-70",
  text: "No Pod is created for a Job that is suspended, is being deleted, or has its verdict.",
  events: { PodCreated: (memory) => resting(memory) ?? holds }
}

export const podsAreCreatedAfterTheBackoff: Law = {
  name: "podsAreCreatedAfterTheBackoff",
  rules: "JC-79, JC-99",
  text: "No Pod is created before the back-off is over.",
  events: {
    PodCreated: ({ backoff: { due } }, { at, ordinal }) => {
      if (due === 0) return undefined
      return at < due ? `Pod ${ordinal} is created ${due - at} ms early` : holds
    }
  }
}

/** JC-71, from what was remembered. */
const wanted = (memory: Memory.Memory): number => {
  const { parallelism = 0, completions } = memory.job.spec ?? {}
  return completions === undefined
    ? parallelism
    : Math.min(parallelism, completions - Memory.succeeded(memory))
}

export const activePodsWithinParallelism: Law = {
  name: "activePodsWithinParallelism",
  rules: "JC-71, JC-78",
  text:
    "A Pod is created only where one is missing: active Pods, and under podReplacementPolicy Failed terminating ones " +
    "too, never exceed `parallelism` nor what is left of `completions` by it.",
  events: {
    PodCreated: (memory) => {
      const blocking = memory.job.spec?.podReplacementPolicy === "Failed" ? memory.pods.terminating : 0
      const there = memory.pods.active + blocking
      return there < wanted(memory) ? holds : `${there} Pods are there, ${wanted(memory)} are wanted`
    }
  }
}

/** A work queue that has had a success. */
const isWinding = ({ job: { spec }, counts }: Memory.Memory): boolean =>
  spec?.completions === undefined && counts.succeeded > 0

export const surplusPodsAreStopped: Law = {
  name: "surplusPodsAreStopped",
  rules: "JC-71, JC-73, JC-87",
  text: "When a batch ends, a running Job has no more active Pods than it wants, and none of a cut-off index.",
  batch: ({ batch: { job }, memory }) => {
    if (resting(memory) !== undefined) return undefined
    if (job.podSet.tally.beyond > 0)
      return `${job.podSet.tally.beyond} active Pods have an index that was cut off`
    if (memory.pods.active === 0 || isWinding(memory)) return undefined
    return memory.pods.active <= Math.max(0, wanted(memory))
      ? holds
      : `${memory.pods.active} Pods are active, ${wanted(memory)} are wanted`
  }
}

export const workQueuesWindDown: Law = {
  name: "workQueuesWindDown",
  rules: "JC-64, JC-72",
  text: "A work queue gets no Pod after its first success.",
  events: {
    PodCreated: (memory) => (isWinding(memory) ? "a Pod has succeeded already" : undefined)
  },
  // It could have got one: there is room.
  batch: ({ memory }) =>
    isWinding(memory) && memory.pods.active < wanted(memory) && resting(memory) === undefined
      ? holds
      : undefined
}

/** Each lower one has succeeded, or somebody holds it; one that waits by itself is passed over (JC-82). */
const isLowest = ({ job: { spec }, counts, pods }: Memory.Memory, index: number): boolean => {
  if (spec?.backoffLimitPerIndex !== undefined) return true
  const terminating = spec?.podReplacementPolicy === "Failed" ? pods.terminating : 0
  const taken = IntervalSet.below(counts.completed, index).size + IntervalSet.below(pods.held, index).size
  return taken + terminating >= index
}

const isOpen = (memory: Memory.Memory, index: number): Saying => {
  const { job, counts, pods } = memory
  if (index < 0 || index >= (job.spec?.completions ?? 0)) return `index ${index} is not below completions`
  if (IntervalSet.has(counts.completed, index)) return `index ${index} has succeeded`
  if (IntervalSet.has(counts.failedIndexes, index)) return `index ${index} has failed`
  if (IntervalSet.has(pods.held, index)) return `index ${index} has an active Pod`
  return isLowest(memory, index) ? holds : `index ${index} is not the lowest`
}

export const podsGetOpenIndexes: Law = {
  name: "podsGetOpenIndexes",
  rules: "JC-81",
  text:
    "A Pod has an index exactly when its Job is Indexed: below `completions`, neither succeeded nor failed, without " +
    "active Pod, and the lowest of these where there is no limit per index.",
  events: {
    PodCreated: (memory, { index }) => {
      const mode = memory.job.spec?.completionMode
      if ((index !== undefined) !== (mode === "Indexed")) return `index ${index} in a Job that is ${mode}`
      return index === undefined ? undefined : isOpen(memory, index)
    }
  }
}

/** Indexes that nobody holds, those that wait included. */
const open = ({ podSet: { indexes, retained } }: Job.Job): number =>
  indexes.vacant.size + retained.indexes.size

/** Pods that could be created now if the back-off let them (JC-78, JC-81). */
export const missing = (job: Job.Job, memory: Memory.Memory): number => {
  if (isWinding(memory)) return 0
  const blocking = memory.job.spec?.podReplacementPolicy === "Failed" ? memory.pods.terminating : 0
  const count = wanted(memory) - memory.pods.active - blocking
  return memory.job.spec?.completionMode === "Indexed" ? Math.min(count, open(job)) : count
}

export const missingPodsWaitForTheBackoff: Law = {
  name: "missingPodsWaitForTheBackoff",
  rules: "JC-71, JC-79, P3",
  text:
    "When a batch ends and Pods are missing, the Job's back-off is what holds them back, and its timer is armed " +
    "(with a limit per index: see `missingIndexesWaitForTheirBackoff`).",
  batch: ({ batch: { job }, memory }) => {
    if (resting(memory) !== undefined || missing(job, memory) <= 0) return undefined
    if (memory.job.spec?.backoffLimitPerIndex !== undefined) return undefined
    if (memory.backoff.due <= job.at) return `${missing(job, memory)} Pods are missing`
    return job.due.backoff === memory.backoff.due
      ? holds
      : `the back-off ends at ${memory.backoff.due}, its timer rings at ${job.due.backoff}`
  }
}

const delays: ReadonlyArray<number> = [10, 20, 40, 80, 160, 320, 600]

/** 10, 20, 40, 80, 160, 320, 600, 600 … seconds after so many failures; after none there is no delay. */
export const delaySeconds = (failures: number): number | undefined =>
  delays[Math.min(failures, delays.length) - 1]

export const theBackoffDoubles: Law = {
  name: "theBackoffDoubles",
  rules: "JC-99, JC-100",
  text: "The back-off after n failures ends 10·2ⁿ⁻¹ seconds, at most 600, after the last of them.",
  events: {
    BackoffArmed: (_, { failures, lastFailureAt, due }) => {
      const seconds = delaySeconds(failures)
      if (seconds === undefined) return `${failures} failures need no back-off`
      return due === lastFailureAt + seconds * 1000
        ? holds
        : `${due} is not ${seconds} s after ${lastFailureAt}`
    }
  }
}

export const failuresAddUp: Law = {
  name: "failuresAddUp",
  rules: "JC-95, JC-96",
  text: "The back-off counts every failure since the last success: all of them, or those that ended after it.",
  events: {
    BackoffArmed: ({ backoff: { failures, failedSince, hasSucceededSince } }, event) => {
      const most = hasSucceededSince ? failedSince : failures + failedSince
      const least = hasSucceededSince ? 1 : most
      return least <= event.failures && event.failures <= most
        ? holds
        : `${event.failures} failures, not ${least === most ? "" : `${least} to `}${most}`
    }
  }
}
