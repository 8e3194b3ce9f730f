/**
 * Whether two states of a Job say the same, member by member.
 *
 * `same` would say so too. This says it at the price of a few comparisons, because it knows where the members are, so
 * that a fold can be held against the state after every batch. A test alters each member there is and looks whether
 * it is noticed.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import { same } from "../data/Sameness.ts"
import type { Indexes } from "../job/Indexes.ts"
import type { Job } from "../job/Job.ts"
import type { PodSet } from "../job/PodSet.ts"
import * as Retained from "../job/Retained.ts"
import * as SuccessIndexes from "../job/SuccessIndexes.ts"
import * as Tally from "../job/Tally.ts"
import type { Container, Pod } from "../pod/Pod.ts"

const hasSameRun = (left: Container, right: Container): boolean =>
  left.state === right.state &&
  left.attempt === right.attempt &&
  left.ready === right.ready &&
  left.exitCode === right.exitCode &&
  left.reason === right.reason &&
  left.finishedAt === right.finishedAt

const hasSameHealth = (left: Container, right: Container): boolean =>
  left.started === right.started &&
  left.hasStarted === right.hasStarted &&
  left.unhealthy === right.unhealthy &&
  left.kill?.at === right.kill?.at &&
  left.kill?.killAt === right.kill?.killAt

const isSameContainer = (left: Container, right: Container): boolean =>
  left === right ||
  (left.name === right.name &&
    left.isSidecar === right.isSidecar &&
    hasSameRun(left, right) &&
    hasSameHealth(left, right) &&
    left.due === right.due &&
    left.startable === right.startable &&
    left.delaySeconds === right.delaySeconds &&
    left.restartedAt === right.restartedAt)

const areSameContainers = (left: Pod["containers"], right: Pod["containers"]): boolean =>
  left === right ||
  (left.length === right.length &&
    left.every((container, position) => {
      const other = right[position]
      return other !== undefined && isSameContainer(container, other)
    }))

const hasSamePhase = (left: Pod, right: Pod): boolean =>
  left.phase === right.phase &&
  left.reason === right.reason &&
  left.slot === right.slot &&
  left.scheduled === right.scheduled &&
  left.tracked === right.tracked &&
  left.evicted === right.evicted &&
  left.deletionAt === right.deletionAt &&
  left.terminationAt === right.terminationAt &&
  same(left.restartingAll, right.restartingAll) &&
  left.stopped === right.stopped &&
  left.action === right.action

const hasSameDeadline = (left: Pod, right: Pod): boolean =>
  left.startTime === right.startTime &&
  left.deadline === right.deadline &&
  left.isPastDeadline === right.isPastDeadline

const hasSameContainers = (left: Pod, right: Pod): boolean =>
  areSameContainers(left.initContainers, right.initContainers) &&
  areSameContainers(left.containers, right.containers)

const isSamePod = (left: Pod, right: Pod): boolean =>
  left === right ||
  (left.ordinal === right.ordinal &&
    left.index === right.index &&
    left.createdAt === right.createdAt &&
    left.ready === right.ready &&
    left.readyChangedAt === right.readyChangedAt &&
    left.restarts === right.restarts &&
    same(left.indexFailures, right.indexFailures) &&
    hasSamePhase(left, right) &&
    hasSameDeadline(left, right) &&
    hasSameContainers(left, right) &&
    same(left.conditions, right.conditions))

const areSameIndexes = (left: Indexes, right: Indexes): boolean =>
  left === right ||
  (IntervalSet.isSame(left.completed, right.completed) &&
    IntervalSet.isSame(left.failed, right.failed) &&
    OrdinalMap.isSame(left.holders, right.holders) &&
    IntervalSet.isSame(left.vacant, right.vacant))

const isSamePodSet = (left: PodSet, right: PodSet): boolean =>
  left === right ||
  (left.nextOrdinal === right.nextOrdinal &&
    Tally.isSame(left.tally, right.tally) &&
    OrdinalMap.isSame(left.pods, right.pods, isSamePod) &&
    areSameIndexes(left.indexes, right.indexes) &&
    Retained.isSame(left.retained, right.retained) &&
    IntervalSet.isSame(left.undecided, right.undecided) &&
    IntervalSet.isSame(left.uncounted, right.uncounted) &&
    IntervalSet.isSame(left.finished, right.finished) &&
    IntervalSet.isSame(left.leaving, right.leaving))

const hasSameTimes = (left: Job, right: Job): boolean =>
  left.createdAt === right.createdAt &&
  left.at === right.at &&
  left.startTime === right.startTime &&
  left.completionTime === right.completionTime &&
  left.deletedAt === right.deletedAt &&
  left.due.backoff === right.due.backoff &&
  left.due.deadline === right.due.deadline &&
  left.due.ttl === right.due.ttl

const hasSameNumbers = (left: Job, right: Job): boolean =>
  left.rules === right.rules &&
  left.resourceVersion === right.resourceVersion &&
  left.generation === right.generation &&
  left.succeeded === right.succeeded &&
  left.failed === right.failed &&
  left.failures.count === right.failures.count &&
  left.failures.lastAt === right.failures.lastAt

export const isSame = (left: Job, right: Job): boolean =>
  hasSameNumbers(left, right) &&
  hasSameTimes(left, right) &&
  isSamePodSet(left.podSet, right.podSet) &&
  same(left.metadata, right.metadata) &&
  same(left.spec, right.spec) &&
  SuccessIndexes.areSame(left.successIndexes, right.successIndexes) &&
  same(left.conditions, right.conditions) &&
  same(left.deletion, right.deletion)
