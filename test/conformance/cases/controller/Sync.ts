/** One sync of the Job controller, given a cluster (JC-49 to JC-69): what it does to Pods, and the status it leaves. */
import * as Schema from "effect/Schema"
import * as IntervalSet from "../../../../src/domain/data/IntervalSet.ts"
import type { Decision } from "../../../../src/domain/event/Decision.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as Backoff from "../../../../src/domain/policy/Backoff.ts"
import * as Clock from "../../../domain/Clock.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as OneSync from "./OneSync.ts"
import * as Snapshot from "./Snapshot.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

const optional = Schema.optionalKey

const Given = Schema.Struct({
  spec: SnapshotSchema.Spec,
  job: optional(
    Schema.Struct({
      deleting: optional(Schema.Boolean),
      absentFromCache: optional(Schema.Boolean)
    })
  ),
  status: optional(SnapshotSchema.Status),
  pods: optional(Schema.Array(SnapshotSchema.Pod)),
  backoffRecord: optional(Schema.Struct({ failures: Schema.Int, lastFailure: Schema.NullOr(Schema.Int) }))
})
type Given = typeof Given.Type

const Expect = Schema.Struct({
  creates: optional(Schema.Int),
  createIndexes: optional(Schema.Array(Schema.Int)),
  deletes: optional(Schema.Int),
  finalizerPatches: optional(Schema.Int),
  conditions: optional(Schema.Array(SnapshotSchema.Condition)),
  status: optional(SnapshotSchema.Status),
  requeueAfter: optional(Schema.Int),
  statusUpdates: optional(Schema.Int),
  error: optional(Schema.Boolean)
})
type Expect = typeof Expect.Type

const jobOf = (given: Given): Job.Job => {
  if (given.job?.absentFromCache === true) return Job.initialState
  const job = Snapshot.of(given)
  const { failures = 0, lastFailure } = given.backoffRecord ?? {}
  const recorded =
    failures === 0
      ? job
      : Evolve.evolve(job, {
          _tag: "BackoffArmed",
          at: Snapshot.now,
          failures,
          lastFailureAt: Clock.instant(lastFailure ?? 0),
          due: Backoff.due({ count: failures, lastAt: Clock.instant(lastFailure ?? 0) })
        })
  return given.job?.deleting === true
    ? Evolve.evolve(recorded, {
        _tag: "JobDeletionRequested",
        at: Snapshot.now,
        propagationPolicy: "Foreground"
      })
    : recorded
}

const count = (said: ReadonlyArray<Decision>, tag: Decision["_tag"]): number =>
  said.filter(({ _tag }) => _tag === tag).length

const startTimeOf = ({ startTime }: Job.Job): number | null =>
  startTime === undefined ? null : Clock.seconds(startTime)

const statusOf = (job: Job.Job) => ({
  active: job.podSet.tally.active,
  ready: job.podSet.tally.ready,
  terminating: job.podSet.tally.terminating,
  succeeded: Job.succeeded(job),
  failed: job.failed,
  completedIndexes: IntervalSet.format(job.podSet.indexes.completed),
  failedIndexes: IntervalSet.format(job.podSet.indexes.failed),
  startTime: startTimeOf(job),
  uncountedTerminatedPods: { succeeded: [], failed: [] }
})

/** When somebody looks again at the latest. */
const requeueAfter = ({ due }: Job.Job): number => {
  const instants = [due.backoff, due.deadline].filter((instant) => instant !== undefined)
  return Clock.seconds(Math.min(...instants))
}

const answerOf = ({ said, job }: OneSync.OneSync) => ({
  creates: count(said, "PodCreated"),
  createIndexes: said.flatMap((decision) => (decision._tag === "PodCreated" ? [decision.index] : [])),
  deletes: count(said, "PodDeletionRequested"),
  finalizerPatches: count(said, "PodReleased"),
  conditions: Snapshot.written(job.conditions, job),
  status: statusOf(job),
  requeueAfter: requeueAfter(job),
  statusUpdates: said.length,
  error: false
})

const expectedStatus = ({ startTime, ...status }: SnapshotSchema.Status) => ({
  ...status,
  ...(startTime === undefined ? {} : { startTime: startTime === "now" ? 0 : startTime })
})

/** Where nothing is written, the status is still the given one; here it is what the Pods in hand make of it. */
const asserted = ({ status, ...expect }: Expect) =>
  status === undefined || expect.statusUpdates === 0 ? expect : { ...expect, status: expectedStatus(status) }

const sync = CaseKind.make({
  kind: "sync",
  given: Given,
  expect: Expect,
  check: (given, expect) =>
    Comparing.included("", asserted(expect), answerOf(OneSync.of(jobOf(given), Snapshot.now)))
})

export const kinds = [sync]
