/**
 * Decisions: what the domain makes of facts. Each is a pure function of the facts before it, so `verify` can take it
 * again and compare (promise P5). Instants the Kubernetes API stores are cut to seconds (TR-2).
 */
import * as Schema from "effect/Schema"
import { UnhealthyCause } from "./Fact.ts"

const at = Schema.Int
const ordinal = Schema.Int

/** The clock of `activeDeadlineSeconds` starts (JC-55). */
export const JobStarted = Schema.TaggedStruct("JobStarted", { at, startTime: Schema.Int })
export interface JobStarted extends Schema.Schema.Type<typeof JobStarted> {}

export const JobSuspended = Schema.TaggedStruct("JobSuspended", { at })
export interface JobSuspended extends Schema.Schema.Type<typeof JobSuspended> {}

export const JobResumed = Schema.TaggedStruct("JobResumed", { at, startTime: Schema.Int })
export interface JobResumed extends Schema.Schema.Type<typeof JobResumed> {}

const verdict = { at, reason: Schema.String, message: Schema.String }

export const SuccessCriteriaMet = Schema.TaggedStruct("SuccessCriteriaMet", verdict)
export interface SuccessCriteriaMet extends Schema.Schema.Type<typeof SuccessCriteriaMet> {}

export const FailureTargetSet = Schema.TaggedStruct("FailureTargetSet", verdict)
export interface FailureTargetSet extends Schema.Schema.Type<typeof FailureTargetSet> {}

export const JobCompleted = Schema.TaggedStruct("JobCompleted", verdict)
export interface JobCompleted extends Schema.Schema.Type<typeof JobCompleted> {}

export const JobFailed = Schema.TaggedStruct("JobFailed", verdict)
export interface JobFailed extends Schema.Schema.Type<typeof JobFailed> {}

/** `failures` since the last success, the latest of their finish times, and when Pods may be created again (JC-99). */
export const BackoffArmed = Schema.TaggedStruct("BackoffArmed", {
  at,
  failures: Schema.Int,
  lastFailureAt: Schema.Int,
  due: Schema.Int
})
export interface BackoffArmed extends Schema.Schema.Type<typeof BackoffArmed> {}

/** No index that may get a Pod now is past its own back-off; the first will be at `due` (JC-82, JC-103). */
export const IndexBackoffArmed = Schema.TaggedStruct("IndexBackoffArmed", { at, due: Schema.Int })
export interface IndexBackoffArmed extends Schema.Schema.Type<typeof IndexBackoffArmed> {}

export const DeadlineArmed = Schema.TaggedStruct("DeadlineArmed", { at, due: Schema.Int })
export interface DeadlineArmed extends Schema.Schema.Type<typeof DeadlineArmed> {}

export const TTLArmed = Schema.TaggedStruct("TTLArmed", { at, due: Schema.Int })
export interface TTLArmed extends Schema.Schema.Type<typeof TTLArmed> {}

/** The finished Job has outlived its TTL and is deleted in the foreground (CL-6). */
export const JobExpired = Schema.TaggedStruct("JobExpired", { at })
export interface JobExpired extends Schema.Schema.Type<typeof JobExpired> {}

/**
 * The collector has done what it kept the Job for: all Pods are gone, or let go of (CL-36, CL-37). Others keep it still:
 * the last finalizer goes with the Job itself.
 */
export const JobFinalizerRemoved = Schema.TaggedStruct("JobFinalizerRemoved", {
  at,
  finalizer: Schema.Literals(["foregroundDeletion", "orphan"])
})
export interface JobFinalizerRemoved extends Schema.Schema.Type<typeof JobFinalizerRemoved> {}

/** The Job object is gone; its Pods may live on. */
export const JobDeleted = Schema.TaggedStruct("JobDeleted", { at })
export interface JobDeleted extends Schema.Schema.Type<typeof JobDeleted> {}

/** Failures of an index, those an `Ignore` rule matched apart (JC-92). */
export const IndexFailures = Schema.Struct({ counted: Schema.Int, ignored: Schema.Int })

/** `index` is absent for a Job that is not Indexed, `indexFailures` without `backoffLimitPerIndex`. */
export const PodCreated = Schema.TaggedStruct("PodCreated", {
  at,
  ordinal,
  index: Schema.optionalKey(Schema.Int),
  indexFailures: Schema.optionalKey(IndexFailures),
  name: Schema.String,
  uid: Schema.String
})
export interface PodCreated extends Schema.Schema.Type<typeof PodCreated> {}

/** From here on only its runtime's report ends the Pod (promise P7). */
export const PodScheduled = Schema.TaggedStruct("PodScheduled", { at, ordinal })
export interface PodScheduled extends Schema.Schema.Type<typeof PodScheduled> {}

/** The Pod has an `activeDeadlineSeconds` of its own, which is over at `due` (LC-53). */
export const PodDeadlineArmed = Schema.TaggedStruct("PodDeadlineArmed", { at, ordinal, due: Schema.Int })
export interface PodDeadlineArmed extends Schema.Schema.Type<typeof PodDeadlineArmed> {}

/** Phase Running. */
export const PodStarted = Schema.TaggedStruct("PodStarted", { at, ordinal, ready: Schema.Boolean })
export interface PodStarted extends Schema.Schema.Type<typeof PodStarted> {}

/** The Pod's condition Ready changed. */
export const PodReady = Schema.TaggedStruct("PodReady", { at, ordinal, ready: Schema.Boolean })
export interface PodReady extends Schema.Schema.Type<typeof PodReady> {}

/** Run `attempt` of the container starts at `due`, in place (LC-30, LC-31). */
export const ContainerRestartDecided = Schema.TaggedStruct("ContainerRestartDecided", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int,
  due: Schema.Int
})
export interface ContainerRestartDecided extends Schema.Schema.Type<typeof ContainerRestartDecided> {}

/** The run is ended, to be followed by another or not, as its policy says; killed when `graceSeconds` are over. */
export const ContainerKillDecided = Schema.TaggedStruct("ContainerKillDecided", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int,
  cause: UnhealthyCause,
  graceSeconds: Schema.Int
})
export interface ContainerKillDecided extends Schema.Schema.Type<typeof ContainerKillDecided> {}

/**
 * This run of the container ended with a code for which all containers of the Pod are ended, and removed (LC-36). Its
 * next run starts at `due` at the earliest.
 */
export const AllContainersRestartDecided = Schema.TaggedStruct("AllContainersRestartDecided", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int,
  due: Schema.Int
})
export interface AllContainersRestartDecided extends Schema.Schema.Type<typeof AllContainersRestartDecided> {}

/** None of them runs any more: the Pod starts over in place, with its first init container (LC-36). */
export const AllContainersRemoved = Schema.TaggedStruct("AllContainersRemoved", { at, ordinal })
export interface AllContainersRemoved extends Schema.Schema.Type<typeof AllContainersRemoved> {}

/**
 * Its kubelet ends the Pod, whose containers are killed when `graceSeconds` are over: its work is done and only sidecars
 * are left, or an init container failed, or, with the reason `DeadlineExceeded`, its time is over (LC-43, LC-53, LC-54).
 */
export const PodTerminationDecided = Schema.TaggedStruct("PodTerminationDecided", {
  at,
  ordinal,
  graceSeconds: Schema.Int,
  reason: Schema.optionalKey(Schema.String)
})
export interface PodTerminationDecided extends Schema.Schema.Type<typeof PodTerminationDecided> {}

export const PodSucceeded = Schema.TaggedStruct("PodSucceeded", { at, ordinal })
export interface PodSucceeded extends Schema.Schema.Type<typeof PodSucceeded> {}

/**
 * `reason` is the Pod's own (`Evicted`, `DeadlineExceeded`, …), absent for a Pod that failed by its containers; `rule` is the position of
 * the rule of `podFailurePolicy` that matches the failure, absent where none does (JC-113).
 */
export const PodFailed = Schema.TaggedStruct("PodFailed", {
  at,
  ordinal,
  reason: Schema.optionalKey(Schema.String),
  rule: Schema.optionalKey(Schema.Int)
})
export interface PodFailed extends Schema.Schema.Type<typeof PodFailed> {}

/**
 * The Job lets go of the Pod: upstream takes the tracking finalizer off, and counts the Pod, exactly once and here.
 * A Pod released before its end is never counted (JC-77).
 */
export const CountedAs = Schema.Literals(["Succeeded", "Failed", "Nothing"])
export type CountedAs = typeof CountedAs.Type

/** `failsIndex`: the Pod's index is failed with it, and gets no other Pod (JC-107). */
export const PodReleased = Schema.TaggedStruct("PodReleased", {
  at,
  ordinal,
  countedAs: CountedAs,
  failsIndex: Schema.optionalKey(Schema.Literal(true))
})
export interface PodReleased extends Schema.Schema.Type<typeof PodReleased> {}

/** Somebody of the control plane asks the Pod to terminate; it is killed when `graceSeconds` are over. */
export const PodDeletionRequested = Schema.TaggedStruct("PodDeletionRequested", {
  at,
  ordinal,
  by: Schema.Literals(["JobController", "GarbageCollector"]),
  graceSeconds: Schema.Int
})
export interface PodDeletionRequested extends Schema.Schema.Type<typeof PodDeletionRequested> {}

/** The Pod object is gone. */
export const PodDeleted = Schema.TaggedStruct("PodDeleted", { at, ordinal })
export interface PodDeleted extends Schema.Schema.Type<typeof PodDeleted> {}

/** Finished and released Pods are gone, as intervals of ordinals: one event, however many they are (promise P9). */
export const FinishedPodsDeleted = Schema.TaggedStruct("FinishedPodsDeleted", {
  at,
  ordinals: Schema.Array(Schema.Tuple([Schema.Int, Schema.Int]))
})
export interface FinishedPodsDeleted extends Schema.Schema.Type<typeof FinishedPodsDeleted> {}

export const Decision = Schema.Union([
  JobStarted,
  JobSuspended,
  JobResumed,
  SuccessCriteriaMet,
  FailureTargetSet,
  JobCompleted,
  JobFailed,
  BackoffArmed,
  IndexBackoffArmed,
  DeadlineArmed,
  TTLArmed,
  JobExpired,
  JobFinalizerRemoved,
  JobDeleted,
  PodCreated,
  PodScheduled,
  PodDeadlineArmed,
  PodStarted,
  PodReady,
  ContainerRestartDecided,
  ContainerKillDecided,
  AllContainersRestartDecided,
  AllContainersRemoved,
  PodTerminationDecided,
  PodSucceeded,
  PodFailed,
  PodReleased,
  PodDeletionRequested,
  PodDeleted,
  FinishedPodsDeleted
])
export type Decision = typeof Decision.Type
