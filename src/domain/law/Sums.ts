/**
 * The law of the running sums: they are what counting all Pods gives, told anew and in one walk.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import * as Indexes from "../job/Indexes.ts"
import * as Job from "../job/Job.ts"
import * as PodSet from "../job/PodSet.ts"
import * as Retained from "../job/Retained.ts"
import * as Tally from "../job/Tally.ts"
import type { Pod } from "../pod/Pod.ts"
import { holds, type Law, type Objection } from "./Law.ts"

type Sums = { -readonly [Sum in keyof Tally.Tally]: number }

/** A Pod that is asked to terminate: JC-8, JC-10, JC-12. */
const addTerminating = (sums: Sums, { tracked }: Pod, isBeyond: boolean): void => {
  sums.terminating += 1
  if (tracked) sums.terminatingTracked += 1
  if (tracked && !isBeyond) sums.terminatingCountable += 1
}

/** JC-7, JC-9, JC-87. */
const addActive = (sums: Sums, { ready }: Pod, isBeyond: boolean): void => {
  sums.active += 1
  if (ready) sums.ready += 1
  if (isBeyond) sums.beyond += 1
}

const add = (sums: Sums, pod: Pod, completions: number): void => {
  const isBeyond = pod.index !== undefined && pod.index >= completions
  if (pod.tracked) sums.tracked += 1
  if (pod.phase === "Succeeded") return
  if (pod.phase === "Failed") {
    if (pod.tracked && !isBeyond && pod.action !== "Ignore") sums.uncountedFailed += 1
    return
  }
  sums.restarts += pod.restarts
  if (pod.deletionAt === undefined) addActive(sums, pod, isBeyond)
  else addTerminating(sums, pod, isBeyond)
}

/** Finished, released Pods that nobody wants gone stand in `finished` alone. */
const isMisplaced = (pod: Pod, finished: IntervalSet.IntervalSet): boolean =>
  (!pod.tracked && pod.deletionAt === undefined && (pod.phase === "Succeeded" || pod.phase === "Failed")) ||
  IntervalSet.has(finished, pod.ordinal)

const counted = ({ podSet, spec }: Job.Job): Objection => {
  const sums: Sums = { ...Tally.empty }
  const misplaced: Array<number> = []
  const { completions = Infinity } = spec
  OrdinalMap.forEach(podSet.pods, (pod) => {
    add(sums, pod, completions)
    if (isMisplaced(pod, podSet.finished)) misplaced.push(pod.ordinal)
  })
  if (misplaced.length > 0) return `Pod ${misplaced[0]} is done, or stands in two places`
  return Tally.isSame(sums, podSet.tally)
    ? undefined
    : `the sums are ${JSON.stringify(podSet.tally)}, the Pods say ${JSON.stringify(sums)}`
}

const leaving = ({ podSet }: Job.Job): Objection => {
  const strangers = IntervalSet.without(podSet.leaving, podSet.finished)
  return IntervalSet.isEmpty(strangers)
    ? undefined
    : `${IntervalSet.format(strangers)} leave but are not there`
}

/** What makes a Pod hold its index. */
const holdsAlike = (left: Pod, right: Pod | undefined): boolean =>
  left === right ||
  (left.phase === right?.phase && left.tracked === right.tracked && left.deletionAt === right.deletionAt)

/**
 * Nothing that the indexes depend on was touched: then they are as right as they were a batch ago. Retained Pods depend
 * on more.
 */
const areUntouched = (before: Job.Job, { podSet, spec }: Job.Job): boolean =>
  before.spec === spec &&
  before.podSet.indexes === podSet.indexes &&
  before.podSet.pods.size === podSet.pods.size &&
  spec.backoffLimitPerIndex === undefined &&
  OrdinalMap.every(podSet.pods, (pod) => holdsAlike(pod, PodSet.get(before.podSet, pod.ordinal)))

/** The indexes as the Pods say, and the Pods they retain. */
const rebuilt = ({ podSet, spec }: Job.Job): Pick<PodSet.PodSet, "indexes" | "retained"> =>
  spec.backoffLimitPerIndex === undefined
    ? { indexes: Indexes.rebuilt(podSet.indexes, podSet.pods, spec), retained: Retained.empty }
    : PodSet.recounted(podSet, spec)

/** A finished Job's indexes are settled, whatever happens to its spec. */
const indexed = (before: Job.Job, job: Job.Job): Objection => {
  if (!Job.isIndexed(job) || Job.isFinished(job) || areUntouched(before, job)) return undefined
  const { holders, vacant, completed } = job.podSet.indexes
  const { indexes, retained } = rebuilt(job)
  if (!Retained.isSame(job.podSet.retained, retained)) return "the retained Pods are not what the Pods say"
  if (completed.size !== indexes.completed.size)
    return `${IntervalSet.format(completed)} are complete, beyond completions`
  if (!IntervalSet.isSame(vacant, indexes.vacant))
    return `${IntervalSet.format(vacant)} are vacant, the Pods say ${IntervalSet.format(indexes.vacant)}`
  if (OrdinalMap.isSame(holders, indexes.holders)) return undefined
  const [held, holding] = [OrdinalMap.entries(holders), OrdinalMap.entries(indexes.holders)]
  return `index and holders are ${JSON.stringify(held)}, the Pods say ${JSON.stringify(holding)}`
}

export const sumsAreThoseOfThePods: Law = {
  name: "sumsAreThoseOfThePods",
  rules: "P9, JC-7 to JC-13, JC-81",
  text: "The running sums and sets are what counting all Pods gives; completed indexes are below `completions`.",
  isThorough: true,
  batch: ({ before, batch: { job } }) =>
    before.podSet === job.podSet && before.spec === job.spec
      ? undefined
      : (counted(job) ?? indexed(before, job) ?? leaving(job) ?? holds)
}
