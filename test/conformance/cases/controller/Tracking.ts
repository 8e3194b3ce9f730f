/**
 * Counting every Pod exactly once (JC-139 to JC-152): what is counted of the given Pods, and how many are let go of.
 *
 * Upstream writes the status twice in between; what counts here is the last one.
 */
import * as Schema from "effect/Schema"
import * as IntervalSet from "../../../../src/domain/data/IntervalSet.ts"
import type { Event } from "../../../../src/domain/event/Event.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as PodSet from "../../../../src/domain/job/PodSet.ts"
import * as Completion from "../../../../src/domain/policy/Completion.ts"
import * as Tracking from "../../../../src/domain/policy/Tracking.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Snapshot from "./Snapshot.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

const optional = Schema.optionalKey

const snapshot = {
  spec: optional(SnapshotSchema.Spec),
  status: optional(SnapshotSchema.Status),
  pods: Schema.Array(SnapshotSchema.Pod),
  expectedFinalizerRemovals: optional(Schema.Array(Schema.String))
}

const Given = Schema.Struct({
  ...snapshot,
  job: optional(Schema.Struct({ deleting: optional(Schema.Boolean) })),
  finishedCondition: optional(SnapshotSchema.Condition)
})
type Given = typeof Given.Type

const Totals = Schema.Struct({ succeeded: Schema.Int, failed: Schema.Int })

/** `statusUpdates`: every write in order; the last one counts. */
const Expect = Schema.Struct({
  finalizerPatches: Schema.Int,
  statusUpdates: Schema.Array(SnapshotSchema.Status),
  podsFinishedMetric: Totals,
  error: optional(Schema.Literal(false))
})
type Expect = typeof Expect.Type

const fold = (job: Job.Job, said: ReadonlyArray<Event> = []): Job.Job => said.reduce(Evolve.evolve, job)

/** The verdict that a sync hands over stands before it is final (JC-30, JC-31). */
const interim = ({ type, ...condition }: SnapshotSchema.Condition): SnapshotSchema.Condition => ({
  ...condition,
  type: type === "Failed" || type === "FailureTarget" ? "FailureTarget" : "SuccessCriteriaMet"
})

const verdictOf = ({ finishedCondition, status }: Given): ReadonlyArray<SnapshotSchema.Condition> =>
  finishedCondition === undefined ? (status?.conditions ?? []) : [interim(finishedCondition)]

const jobOf = (given: Given): Job.Job => {
  const { spec = {}, status, job } = given
  const conditions = verdictOf(given)
  const snapshot = Snapshot.of({ ...given, spec, status: { startTime: 0, ...status, conditions } })
  if (job?.deleting !== true) return snapshot
  const propagationPolicy = "Foreground"
  return fold(snapshot, [{ _tag: "JobDeletionRequested", at: Snapshot.now, propagationPolicy }])
}

/** Pods of which the step is not told that they are asked to terminate are gone when it is done. */
const gone = (job: Job.Job, { pods }: Given): ReadonlyArray<Event> =>
  Snapshot.each(pods).flatMap((pod, ordinal) => {
    const found = PodSet.get(job.podSet, ordinal)
    const isStopped = pod.deletionTimestamp === undefined && found?.deletionAt !== undefined
    return isStopped ? [{ _tag: "PodDeleted", at: Snapshot.now, ordinal } as const] : []
  })

const totalsOf = (job: Job.Job) => ({ succeeded: Job.succeeded(job), failed: job.failed })

const typesOf = (conditions: ReadonlyArray<Pick<SnapshotSchema.Condition, "type">>) =>
  conditions.map(({ type }) => type).filter((type) => type === "Failed" || type === "Complete")

const uncounted = ({ status }: Given, kind: "succeeded" | "failed"): ReadonlyArray<string> =>
  status?.uncountedTerminatedPods?.[kind] ?? []

/** Pods whose UID is written and whose finalizer is still there: upstream has yet to take it off. */
const halfCounted = (given: Given): number => {
  const { pods, expectedFinalizerRemovals = [] } = given
  const written = new Set([...uncounted(given, "succeeded"), ...uncounted(given, "failed")])
  return pods.filter(
    ({ uid = "", finalizer = true }) =>
      finalizer && written.has(uid) && !expectedFinalizerRemovals.includes(uid)
  ).length
}

const expected = (given: Given, { finalizerPatches, statusUpdates, podsFinishedMetric }: Expect) => {
  const { status = {} } = given
  const last = statusUpdates.at(-1) ?? status
  return {
    finalizerPatches: finalizerPatches - halfCounted(given),
    podsFinishedMetric,
    succeeded: last.succeeded ?? 0,
    failed: last.failed ?? 0,
    completedIndexes: last.completedIndexes ?? "",
    failedIndexes: last.failedIndexes ?? "",
    finished: typesOf(last.conditions ?? [])
  }
}

const answerOf = (given: Given) => {
  const before = jobOf(given)
  const released = Tracking.release(before, Snapshot.now) ?? []
  const counted = fold(before, released)
  const ended = fold(counted, gone(counted, given))
  const job = fold(ended, Completion.finish(ended, Snapshot.now))
  const [from, to] = [totalsOf(before), totalsOf(job)]
  return {
    finalizerPatches: released.filter(({ _tag }) => _tag === "PodReleased").length,
    podsFinishedMetric: {
      succeeded: to.succeeded - from.succeeded + uncounted(given, "succeeded").length,
      failed: to.failed - from.failed + uncounted(given, "failed").length
    },
    ...to,
    completedIndexes: IntervalSet.format(job.podSet.indexes.completed),
    failedIndexes: IntervalSet.format(job.podSet.indexes.failed),
    finished: typesOf(job.conditions)
  }
}

const track = CaseKind.make({
  kind: "track",
  given: Given,
  expect: Expect,
  check: (given, expect) => Comparing.equal("", expected(given, expect), answerOf(given))
})

/** JC-13: the totals of a sync hold what is counted already and what is going to be. */
const newFinishedPods = CaseKind.make({
  kind: "newFinishedPods",
  given: Schema.Struct(snapshot),
  expect: Totals,
  check: ({ spec = {}, ...given }, expect) => {
    const job = Snapshot.of({ ...given, spec })
    return Comparing.equal("", expect, totalsOf(fold(job, Tracking.release(job, Snapshot.now))))
  }
})

/** JC-180: a Pod that ended and is not let go of yet. Upstream counts those that come and those that go. */
const awaiting = (pod: SnapshotSchema.Pod | null): number =>
  pod === null ? 0 : Snapshot.of({ spec: {}, pods: [pod] }).podSet.uncounted.size

const metric = CaseKind.make({
  kind: "metric",
  given: Schema.Struct({
    oldPod: Schema.NullOr(SnapshotSchema.Pod),
    newPod: Schema.NullOr(SnapshotSchema.Pod)
  }),
  expect: Schema.Struct({ add: Schema.Int, delete: Schema.Int }),
  check: ({ oldPod, newPod }, expect) => {
    const more = awaiting(newPod) - awaiting(oldPod)
    return Comparing.equal("", expect, { add: Math.max(0, more), delete: Math.max(0, -more) })
  }
})

export const kinds = [track, newFinishedPods, metric]
