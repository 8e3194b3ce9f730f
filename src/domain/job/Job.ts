/**
 * A Job as the domain keeps it: the fold of its events (promise P1).
 *
 * It holds the Pods that are alive or not released yet; what is left of the others is counters and intervals, so its
 * size follows the work in hand and not the number of Pods that ever ran (promise P9). Instants are epoch
 * milliseconds; `startTime`, `completionTime` and conditions are cut to seconds (TR-2).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { JobMetadata, JobSpec } from "../manifest/JobSchema.ts"
import * as Condition from "./Condition.ts"
import * as PodSet from "./PodSet.ts"
import * as SuccessIndexes from "./SuccessIndexes.ts"

/** Somebody wants the Job gone, and whether it has let go of its Pods for good (TR-20, CL-37). */
export interface Deletion {
  readonly at: number
  readonly isOrphaned: boolean
}

/** When timers ring, as recorded by the decision that armed them (promise P3). */
export interface Due {
  readonly backoff: number | undefined
  readonly deadline: number | undefined
  readonly ttl: number | undefined
}

/** Failures since the last success and the latest of their finish times (JC-94). */
export interface Failures {
  readonly count: number
  readonly lastAt: number
}

export interface Job {
  /** The number of the last amendment this Job is decided by (promise P6). */
  readonly rules: number
  /** How many events are folded: what users see as `resourceVersion`. */
  readonly resourceVersion: number
  readonly metadata: JobMetadata
  readonly spec: JobSpec
  readonly successIndexes: SuccessIndexes.SuccessIndexes
  readonly generation: number
  readonly createdAt: number
  /** The `at` of the last event. */
  readonly at: number
  readonly conditions: Condition.Conditions
  readonly startTime: number | undefined
  readonly completionTime: number | undefined
  readonly deletion: Deletion | undefined
  readonly deletedAt: number | undefined
  readonly due: Due
  readonly failures: Failures
  /** Counted Pods; of an Indexed Job the completed indexes are the truth (JC-20). */
  readonly succeeded: number
  readonly failed: number
  /** Everything about its Pods. */
  readonly podSet: PodSet.PodSet
}

export const initialState: Job = {
  rules: 0,
  resourceVersion: 0,
  metadata: { namespace: "", name: "", uid: "", labels: {}, annotations: {} },
  spec: {
    parallelism: 0,
    completionMode: "NonIndexed",
    backoffLimit: 0,
    suspend: false,
    podReplacementPolicy: "TerminatingOrFailed",
    template: { spec: { restartPolicy: "Never", terminationGracePeriodSeconds: 30, containers: [] } }
  },
  successIndexes: SuccessIndexes.none,
  generation: 0,
  createdAt: 0,
  at: 0,
  conditions: [],
  startTime: undefined,
  completionTime: undefined,
  deletion: undefined,
  deletedAt: undefined,
  due: { backoff: undefined, deadline: undefined, ttl: undefined },
  failures: { count: 0, lastAt: 0 },
  succeeded: 0,
  failed: 0,
  podSet: PodSet.empty
}

/** The Job object is there: created and not deleted. */
export const exists = (job: Job): boolean => job.generation > 0 && job.deletedAt === undefined

export const isIndexed = (job: Job): boolean => job.spec.completionMode === "Indexed"

/** The condition that finished the Job (JC-14). */
const finish = (job: Job): Condition.Condition | undefined =>
  job.conditions.find(({ type, status }) => status === "True" && (type === "Complete" || type === "Failed"))

export const isFinished = (job: Job): boolean => finish(job) !== undefined

/** When that was (CL-2). */
export const finishedAt = (job: Job): number | undefined => finish(job)?.transitionAt

/** Gone or finished: nothing more will happen to it by itself. */
export const isOver = (job: Job): boolean => job.deletedAt !== undefined || isFinished(job)

/** Finished, and not well (JC-14). */
export const hasFailed = (job: Job): boolean => Condition.isTrue(job.conditions, "Failed")

/** Some of its Pods have not ended (JC-7, JC-8). */
export const hasLivePods = ({ podSet: { tally } }: Job): boolean => tally.active > 0 || tally.terminating > 0

export const hasFailureTarget = (job: Job): boolean => Condition.isTrue(job.conditions, "FailureTarget")

/** The verdict that stands, before and after it has become final (JC-33). */
export const verdict = (job: Job): Condition.Condition | undefined =>
  job.conditions.find(
    ({ type, status }) => status === "True" && (type === "FailureTarget" || type === "SuccessCriteriaMet")
  )

/** The name by which a manifest says that this control plane sees to a Job (JC-4). */
export const ownManager = "kubernetes.io/job-controller"

/** Another controller sees to the Job: this one leaves it alone, but for its deletion (JC-50). */
export const isManagedElsewhere = ({ spec: { managedBy } }: Job): boolean =>
  managedBy !== undefined && managedBy !== ownManager

/** It has let go of its Pods, which run on without it (CL-37, CL-43). */
export const isOrphaned = ({ deletion }: Job): boolean => deletion?.isOrphaned === true

/** Upstream's Job controller still looks at it, and it has Pods to look at (JC-49 to JC-51). */
export const isReconciled = (job: Job): boolean =>
  exists(job) && !isManagedElsewhere(job) && !isFinished(job) && !isOrphaned(job)

/** Pods may be created or removed, and `Suspended` may change (JC-61, JC-67). */
export const isManaged = (job: Job): boolean =>
  isReconciled(job) && job.deletion === undefined && verdict(job) === undefined

/** Counted successes: Pods, or indexes of an Indexed Job (JC-20). */
export const succeeded = (job: Job): number =>
  isIndexed(job) ? job.podSet.indexes.completed.size : job.succeeded

/** The Pod exists, and nobody has asked it to terminate (TR-19). */
export const canBeDeleted = ({ podSet }: Job, ordinal: number): boolean => {
  const pod = PodSet.get(podSet, ordinal)
  if (pod !== undefined) return pod.deletionAt === undefined
  return IntervalSet.has(podSet.finished, ordinal) && !IntervalSet.has(podSet.leaving, ordinal)
}
