/**
 * Laws of statuses: each is one an API server would take after the one before it.
 */
import * as Job from "../job/Job.ts"
import type { PodSet } from "../job/PodSet.ts"
import * as FieldError from "../manifest/FieldError.ts"
import * as StatusUpdate from "../manifest/status/StatusUpdate.ts"
import type { Status } from "../manifest/status/StatusWrite.ts"
import { holds, type Law } from "./Law.ts"
import type { SpecMemory } from "./SpecMemory.ts"

const statusOf = (job: Job.Job, spec: SpecMemory): Status => ({
  conditions: job.conditions,
  startTime: job.startTime,
  completionTime: job.completionTime,
  active: job.podSet.tally.active,
  succeeded: spec.completionMode === "Indexed" ? job.podSet.indexes.completed.size : job.succeeded,
  failed: job.failed,
  ready: job.podSet.tally.ready,
  terminating: job.podSet.tally.terminating,
  completedIndexes: spec.completionMode === "Indexed" ? job.podSet.indexes.completed : undefined,
  failedIndexes: spec.backoffLimitPerIndex === undefined ? undefined : job.podSet.indexes.failed
})

const hasSamePods = (before: PodSet, after: PodSet): boolean =>
  before === after ||
  (before.tally.active === after.tally.active &&
    before.tally.ready === after.tally.ready &&
    before.tally.terminating === after.tally.terminating &&
    before.indexes.completed === after.indexes.completed &&
    before.indexes.failed === after.indexes.failed)

/** Nothing is written then. */
const isUnchanged = (before: Job.Job, after: Job.Job): boolean =>
  before.conditions === after.conditions &&
  before.startTime === after.startTime &&
  before.completionTime === after.completionTime &&
  before.succeeded === after.succeeded &&
  before.failed === after.failed &&
  hasSamePods(before.podSet, after.podSet)

export const statusesFollowEachOther: Law = {
  name: "statusesFollowEachOther",
  rules: "AJ-100 to AJ-108, AJ-120 to AJ-134, JC-172",
  text: "An API server would accept each status after the one before it.",
  batch: ({
    before,
    batch: { job },
    memory: {
      job: { spec }
    }
  }) => {
    if (spec === undefined || !Job.exists(job) || isUnchanged(before, job)) return undefined
    const [error] = StatusUpdate.errors({ spec, before: statusOf(before, spec), after: statusOf(job, spec) })
    return error === undefined ? holds : FieldError.render(error)
  }
}
