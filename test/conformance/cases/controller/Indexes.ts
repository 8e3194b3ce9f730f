/** Indexes of an Indexed Job as texts and sets (JC-15, JC-16), and what the given Pods make of them (JC-81, JC-107). */
import * as Schema from "effect/Schema"
import * as IntervalSet from "../../../../src/domain/data/IntervalSet.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import type * as Job from "../../../../src/domain/job/Job.ts"
import * as PodSet from "../../../../src/domain/job/PodSet.ts"
import * as IndexLimit from "../../../../src/domain/policy/IndexLimit.ts"
import * as Tracking from "../../../../src/domain/policy/Tracking.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Snapshot from "./Snapshot.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

const Given = Schema.Struct({
  spec: SnapshotSchema.Spec,
  status: Schema.optionalKey(SnapshotSchema.Status),
  pods: Schema.Array(SnapshotSchema.Pod)
})

/** A Pod without an index has none to succeed with: it changes nothing here (JC-12). */
const jobOf = ({ spec, pods, ...given }: Snapshot.Snapshot): Job.Job =>
  Snapshot.of({
    ...given,
    spec: { ...spec, completionMode: "Indexed" },
    pods: Snapshot.each(pods ?? []).filter((pod) => Snapshot.indexOf(pod) !== undefined)
  })

const tracked = (job: Job.Job): Job.Job =>
  (Tracking.release(job, Snapshot.now) ?? []).reduce(Evolve.evolve, job)

const completed = (job: Job.Job): string => IntervalSet.format(job.podSet.indexes.completed)

const succeededIndexes = CaseKind.make({
  kind: "succeededIndexes",
  given: Given,
  expect: Schema.Struct({ previous: Schema.String, next: Schema.String }),
  check: (given, expect) => {
    const job = jobOf(given)
    return Comparing.equal("", expect, { previous: completed(job), next: completed(tracked(job)) })
  }
})

const failedIndexes = CaseKind.make({
  kind: "failedIndexes",
  given: Given,
  expect: Schema.Struct({ failedIndexes: Schema.String }),
  check: (given, expect) => {
    const { failed } = tracked(jobOf(given)).podSet.indexes
    return Comparing.equal("", expect, { failedIndexes: IntervalSet.format(failed) })
  }
})

const isIndexFailed = CaseKind.make({
  kind: "isIndexFailed",
  given: Given,
  expect: Schema.Struct({ failed: Schema.Boolean }),
  check: (given, expect) => {
    const job = jobOf(given)
    const pod = PodSet.get(job.podSet, 0)
    const failed = pod !== undefined && IndexLimit.isPassed(job.spec, pod)
    return Comparing.equal("", expect, { failed })
  }
})

const Interval = Schema.Tuple([Schema.Int, Schema.Int])

const intervalHas = CaseKind.make({
  kind: "intervalHas",
  given: Schema.Struct({ intervals: Schema.Array(Interval), index: Schema.Int }),
  expect: Schema.Struct({ has: Schema.Boolean }),
  check: ({ intervals, index }, expect) =>
    Comparing.equal("", expect, { has: IntervalSet.has(IntervalSet.fromIntervals(intervals), index) })
})

/** JC-81. */
const firstPending = CaseKind.make({
  kind: "firstPending",
  given: Schema.Struct({
    count: Schema.Int,
    completions: Schema.Int,
    activePods: Schema.Array(SnapshotSchema.Pod),
    succeeded: Schema.String,
    failed: Schema.NullOr(Schema.String)
  }),
  expect: Schema.Struct({ indexes: Schema.Array(Schema.Int) }),
  check: ({ count, completions, activePods, succeeded, failed }, expect) => {
    const status = { completedIndexes: succeeded, failedIndexes: failed ?? "" }
    const { vacant } = jobOf({ spec: { completions }, status, pods: activePods }).podSet.indexes
    return Comparing.equal("", expect, { indexes: IntervalSet.lowest(vacant, count) })
  }
})

export const kinds = [succeededIndexes, failedIndexes, isIndexFailed, intervalHas, firstPending]
