/**
 * Laws of statuses: each is one an API server would take after the one before it.
 */
import * as Job from "../job/Job.ts"
import * as FieldError from "../manifest/FieldError.ts"
import * as StatusUpdate from "../manifest/status/StatusUpdate.ts"
import type { Status } from "../manifest/status/StatusWrite.ts"
import { holds, type Law } from "./Law.ts"

const statusOf = (job: Job.Job): Status => ({
  conditions: job.conditions,
  startTime: job.startTime,
  completionTime: job.completionTime,
  active: job.podSet.tally.active,
  succeeded: Job.succeeded(job),
  failed: job.failed,
  ready: job.podSet.tally.ready,
  terminating: job.podSet.tally.terminating,
  completedIndexes: Job.isIndexed(job) ? job.podSet.indexes.completed : undefined,
  failedIndexes: job.spec.backoffLimitPerIndex === undefined ? undefined : job.podSet.indexes.failed
})

/** Nothing is written then. */
const isUnchanged = (before: Status, after: Status): boolean =>
  before.conditions === after.conditions &&
  before.startTime === after.startTime &&
  before.completionTime === after.completionTime &&
  before.active === after.active &&
  before.succeeded === after.succeeded &&
  before.failed === after.failed &&
  before.ready === after.ready &&
  before.terminating === after.terminating &&
  before.completedIndexes === after.completedIndexes &&
  before.failedIndexes === after.failedIndexes

export const statusesFollowEachOther: Law = {
  name: "statusesFollowEachOther",
  rules: "AJ-100 to AJ-108, AJ-120 to AJ-134, JC-172",
  text: "An API server would accept each status after the one before it.",
  batch: ({ before: jobBefore, batch: { job } }) => {
    const before = statusOf(jobBefore)
    const after = statusOf(job)
    if (!Job.exists(job) || isUnchanged(before, after)) return undefined
    const [error] = StatusUpdate.errors({ spec: job.spec, before, after })
    return error === undefined ? holds : FieldError.render(error)
  }
}
