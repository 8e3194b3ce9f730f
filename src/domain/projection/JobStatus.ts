/**
 * The status a cluster would show: `batch/v1` JobStatus as JSON (AJ-140).
 *
 * A counter of zero is left out where the API leaves it out. `uncountedTerminatedPods` is always empty, because a Pod
 * is counted and released in one event.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import { same } from "../data/Sameness.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type * as Condition from "../job/Condition.ts"
import * as Job from "../job/Job.ts"
import * as Tally from "../job/Tally.ts"

export interface JobCondition {
  readonly type: string
  readonly status: string
  readonly lastProbeTime: string
  readonly lastTransitionTime: string
  readonly reason: string
  readonly message: string
}

export interface JobStatus {
  readonly conditions?: ReadonlyArray<JobCondition>
  readonly startTime?: string
  readonly completionTime?: string
  readonly active?: number
  readonly succeeded?: number
  readonly failed?: number
  readonly terminating?: number
  readonly completedIndexes?: string
  readonly failedIndexes?: string
  readonly uncountedTerminatedPods?: Record<string, never>
  readonly ready?: number
}

const conditionOf = (condition: Condition.Condition): JobCondition => {
  const time = Timestamp.format(condition.transitionAt)
  return {
    type: condition.type,
    status: condition.status,
    lastProbeTime: time,
    lastTransitionTime: time,
    reason: condition.reason,
    message: condition.message
  }
}

const counter = <K extends string>(name: K, value: number): { readonly [P in K]?: number } =>
  // One property, named by the argument.
  (value === 0 ? {} : { [name]: value }) as { readonly [P in K]?: number }

const completedIndexes = (job: Job.Job): Pick<JobStatus, "completedIndexes"> =>
  Job.isIndexed(job) && job.podSet.indexes.completed.size > 0
    ? { completedIndexes: IntervalSet.format(job.podSet.indexes.completed) }
    : {}

/** There, if only empty, exactly with a limit per index (JC-22). */
const failedIndexes = ({ spec, podSet }: Job.Job): Pick<JobStatus, "failedIndexes"> =>
  spec.backoffLimitPerIndex === undefined ? {} : { failedIndexes: IntervalSet.format(podSet.indexes.failed) }

/** A Job that has let go of its Pods for good has none (CL-43). */
const tallyOf = (job: Job.Job): Tally.Tally =>
  Job.exists(job) && Job.isOrphaned(job) ? Tally.empty : job.podSet.tally

/** The status of a Job that was looked at; empty before its creation, and where another controller looks (JC-50). */
export const of = (job: Job.Job): JobStatus => {
  if (job.generation === 0 || Job.isManagedElsewhere(job)) return {}
  const { active, terminating, ready } = tallyOf(job)
  return {
    ...(job.conditions.length === 0 ? {} : { conditions: job.conditions.map(conditionOf) }),
    ...(job.startTime === undefined ? {} : { startTime: Timestamp.format(job.startTime) }),
    ...(job.completionTime === undefined ? {} : { completionTime: Timestamp.format(job.completionTime) }),
    ...counter("active", active),
    ...counter("succeeded", Job.succeeded(job)),
    ...counter("failed", job.failed),
    terminating,
    ...completedIndexes(job),
    ...failedIndexes(job),
    uncountedTerminatedPods: {},
    ready
  }
}

/** Parts of one history are mostly one object; those of a replayed one are equal (P1). */
const isEqual = (left: unknown, right: unknown): boolean => left === right || same(left, right)

const hasSamePods = (left: Tally.Tally, right: Tally.Tally): boolean =>
  left.active === right.active && left.terminating === right.terminating && left.ready === right.ready

/** Whether two states of a Job show the same status. */
export const isSame = (left: Job.Job, right: Job.Job): boolean =>
  left.startTime === right.startTime &&
  left.completionTime === right.completionTime &&
  hasSamePods(tallyOf(left), tallyOf(right)) &&
  left.failed === right.failed &&
  left.succeeded === right.succeeded &&
  isEqual(left.conditions, right.conditions) &&
  isEqual(left.podSet.indexes.completed, right.podSet.indexes.completed) &&
  isEqual(left.podSet.indexes.failed, right.podSet.indexes.failed)
