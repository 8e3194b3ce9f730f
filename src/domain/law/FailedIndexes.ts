/**
 * Laws of `backoffLimitPerIndex` and `maxFailedIndexes`: each index fails, waits and is replaced by itself.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type * as Job from "../job/Job.ts"
import * as CountMemory from "./CountMemory.ts"
import * as Creation from "./Creation.ts"
import { holds, type Law, type Saying } from "./Law.ts"
import * as Memory from "./Memory.ts"
import * as PodMemory from "./PodMemory.ts"
import * as TemplateMemory from "./TemplateMemory.ts"

const secondMillis = 1000

/** Failed by itself, or by what a user did to it (JC-10). */
const hasFailed = ({ job: { spec } }: Memory.Memory, pod: PodMemory.PodMemory): boolean =>
  !pod.isStopped &&
  (pod.end === "Failed" ||
    (pod.end === undefined && pod.isAsked && spec?.podReplacementPolicy === "TerminatingOrFailed"))

/** Failed Pods of an index that are not counted yet. */
const retained = (memory: Memory.Memory, index: number | undefined): ReadonlyArray<PodMemory.PodMemory> =>
  index === undefined
    ? []
    : OrdinalMap.filter(
        memory.pods.inHand,
        (pod) => pod.index === index && pod.isTracked && hasFailed(memory, pod)
      )

/** How often the index has failed with this Pod (JC-92). */
const failuresWith = ({ indexFailures, action }: PodMemory.PodMemory) => {
  const { counted, ignored } = indexFailures ?? { counted: 0, ignored: 0 }
  return action === "Ignore" ? { counted, ignored: ignored + 1 } : { counted: counted + 1, ignored }
}

export const indexFailuresAddUp: Law = {
  name: "indexFailuresAddUp",
  rules: "JC-92, JC-109",
  text:
    "With a limit per index a new Pod knows the failures of its index: those its predecessor knew and its own, ignored " +
    "ones apart; the first of an index knows none.",
  events: {
    PodCreated: (memory, { index, indexFailures }) => {
      const isTold = indexFailures !== undefined
      if (isTold !== (memory.job.spec?.backoffLimitPerIndex !== undefined))
        return isTold ? "nobody asked for failures of an index" : "the failures of its index are missing"
      if (indexFailures === undefined) return undefined
      const known = retained(memory, index).map(failuresWith)
      const none = known.length === 0 && indexFailures.counted === 0 && indexFailures.ignored === 0
      return none ||
        known.some(
          ({ counted, ignored }) => counted === indexFailures.counted && ignored === indexFailures.ignored
        )
        ? holds
        : `it knows ${JSON.stringify(indexFailures)}, its index has failed ${JSON.stringify(known)}`
    }
  }
}

/** When the last of its containers and sidecars ended, where all of them have (JC-100). */
const finishedAt = (memory: Memory.Memory, pod: PodMemory.PodMemory): number | undefined => {
  const { containers, initContainers } = memory.job.template
  const runOf = ({ name }: TemplateMemory.Item) => PodMemory.runOf(pod, name)
  const sidecars = initContainers.filter(TemplateMemory.isSidecar)
  const runs = [...containers, ...sidecars].map(runOf)
  if (runs.some((run) => run?.isRunning !== false || run.due !== undefined)) return undefined
  const last = runs.reduce((latest, run) => Math.max(latest, run?.finishedAt ?? 0), 0)
  return last - (last % secondMillis)
}

/** When an index may get its next Pod, where the runs of its last Pod tell. */
const due = (memory: Memory.Memory, index: number): number | undefined => {
  const pods = retained(memory, index)
  const pod = pods.length === 1 ? pods[0] : undefined
  const end = pod === undefined ? undefined : finishedAt(memory, pod)
  if (pod === undefined || end === undefined) return undefined
  const { counted, ignored } = failuresWith(pod)
  return end + (Creation.delaySeconds(counted + ignored) ?? 0) * secondMillis
}

export const indexesWaitForTheirBackoff: Law = {
  name: "indexesWaitForTheirBackoff",
  rules: "JC-82, JC-99, JC-103",
  text: "With a limit per index a Pod is replaced 10·2ⁿ⁻¹ seconds, at most 600, after the n-th failure of its index.",
  events: {
    PodCreated: (memory, { at, index }) => {
      if (memory.job.spec?.backoffLimitPerIndex === undefined || index === undefined) return undefined
      const soonest = due(memory, index)
      if (soonest === undefined) return undefined
      return at >= soonest ? holds : `${soonest - at} ms early`
    }
  }
}

/** The Pods of the lowest indexes that may get one: later indexes do not take their place (JC-82). */
const waiting = (job: Job.Job, memory: Memory.Memory): Saying => {
  const { indexes, retained: kept } = job.podSet
  const open = IntervalSet.members(kept.indexes).reduce(IntervalSet.add, indexes.vacant)
  const picked = IntervalSet.lowest(open, Creation.missing(job, memory))
  const idle = picked.find((index) => retained(memory, index).length === 0)
  if (idle !== undefined) return `index ${idle} waits for nothing`
  const dues = picked.flatMap((index) => due(memory, index) ?? [])
  const first = dues.reduce((left, right) => Math.min(left, right), Infinity)
  if (first <= job.at) return `an index could have its Pod since ${first}`
  const timer = job.due.backoff
  if (timer === undefined) return "no timer is armed"
  return dues.length === picked.length && timer !== first
    ? `the first is due at ${first}, the timer rings at ${timer}`
    : holds
}

export const missingIndexesWaitForTheirBackoff: Law = {
  name: "missingIndexesWaitForTheirBackoff",
  rules: "JC-82, JC-103, P3",
  text:
    "When a batch ends and Pods are missing under a limit per index, each of the lowest open indexes waits for its own " +
    "back-off, and the timer of the first is armed.",
  batch: ({ batch: { job }, memory }) =>
    memory.job.spec?.backoffLimitPerIndex === undefined ||
    Creation.resting(memory) !== undefined ||
    Creation.missing(job, memory) <= 0
      ? undefined
      : waiting(job, memory)
}

export const anIndexKeepsOneFailedPod: Law = {
  name: "anIndexKeepsOneFailedPod",
  rules: "JC-109",
  text:
    "When a batch ends, a failed Pod is not counted yet only under a limit per index, while its index has no active Pod " +
    "and has neither succeeded nor failed; and no index keeps two.",
  batch: ({ memory }) => {
    if (memory.job.spec?.backoffLimitPerIndex === undefined || !Memory.isOpen(memory)) return undefined
    const kept = OrdinalMap.filter(memory.pods.inHand, (pod) => pod.isTracked && hasFailed(memory, pod))
    if (kept.length === 0) return undefined
    const indexes = kept.map(({ index }) => index ?? -1)
    const twice = indexes.find((index, position) => indexes.indexOf(index) !== position)
    if (twice !== undefined) return `index ${twice} keeps two`
    const settled = indexes.find((index) =>
      [memory.counts.completed, memory.counts.failedIndexes, memory.pods.held].some((set) =>
        IntervalSet.has(set, index)
      )
    )
    return settled === undefined ? holds : `index ${settled} waits for nothing`
  }
}

/** JC-107. */
const isFatal = (memory: Memory.Memory, pod: PodMemory.PodMemory): boolean => {
  const limit = memory.job.spec?.backoffLimitPerIndex
  if (limit === undefined || !hasFailed(memory, pod) || Memory.isBeyond(memory, pod)) return false
  return pod.action === "FailIndex" || (pod.action !== "Ignore" && (pod.indexFailures?.counted ?? 0) >= limit)
}

export const indexesFailByTheirLimit: Law = {
  name: "indexesFailByTheirLimit",
  rules: "JC-107, JC-119",
  text:
    "An index fails exactly with a Pod of its own that failed by itself, is counted, and was one failure too many or " +
    "matches FailIndex.",
  events: {
    PodReleased: (memory, { countedAs, failsIndex = false }, pod) => {
      if (pod === undefined) return undefined
      const expected = countedAs === "Failed" && isFatal(memory, pod)
      if (failsIndex !== expected) return `its index ${failsIndex ? "fails" : "does not fail"} with it`
      return memory.job.spec?.backoffLimitPerIndex === undefined ? undefined : holds
    }
  }
}

export const failedIndexesAreRemembered: Law = {
  name: "failedIndexesAreRemembered",
  rules: "JC-22, JC-107, AJ-134",
  text: "The failed indexes of a Job are those that failed and were not cut off; none of them has succeeded.",
  batch: ({ batch: { job }, memory }) => {
    const { failed, completed } = job.podSet.indexes
    if (!IntervalSet.isSame(failed, memory.counts.failedIndexes))
      return `they are ${IntervalSet.format(failed)}, not ${IntervalSet.format(memory.counts.failedIndexes)}`
    if (IntervalSet.isEmpty(failed)) return undefined
    return IntervalSet.without(failed, completed).size === failed.size ? holds : "one of them has succeeded"
  }
}

const tooMany = ({ job: { spec }, counts: { failedIndexes } }: Memory.Memory): boolean =>
  spec?.maxFailedIndexes !== undefined && failedIndexes.size > spec.maxFailedIndexes

const areDone = ({ job: { spec }, counts: { failedIndexes, completed } }: Memory.Memory): boolean =>
  failedIndexes.size > 0 && failedIndexes.size + completed.size >= (spec?.completions ?? 0)

/** The memory as it is once the Pods that have ended are counted. */
const counted = (memory: Memory.Memory): Memory.Memory =>
  OrdinalMap.reduce(memory.pods.inHand, memory, (rest, pod) => {
    if (!pod.isTracked || pod.index === undefined || Memory.isBeyond(memory, pod)) return rest
    const { counts } = rest
    if (pod.end === "Succeeded") return { ...rest, counts: CountMemory.succeeded(counts, pod.index) }
    return isFatal(memory, pod) ? { ...rest, counts: CountMemory.indexFailed(counts, pod.index) } : rest
  })

export const failedIndexesFailTheJob: Law = {
  name: "failedIndexesFailTheJob",
  rules: "JC-58, JC-110, JC-111",
  text: "A Job fails for its indexes exactly when more of them have failed than it allows, or all are done and one has failed.",
  events: {
    FailureTargetSet: (memory, { reason }) => {
      if (reason === "MaxFailedIndexesExceeded")
        return tooMany(counted(memory)) ? holds : "not too many have failed"
      if (reason !== "FailedIndexes") return undefined
      return areDone(counted(memory)) ? holds : "some indexes are open"
    }
  },
  batch: ({ memory }) => {
    if (IntervalSet.isEmpty(memory.counts.failedIndexes) || !Memory.isOpen(memory)) return undefined
    if (tooMany(memory)) return `${memory.counts.failedIndexes.size} indexes have failed`
    return areDone(memory) ? "all indexes are done" : holds
  }
}
