/**
 * Which part of deciding says what, by the names of the domain's files: where to look when a decision surprises.
 */
import type { DecisionTag } from "../../../domain/event/Event.ts"

const stages: { readonly [T in DecisionTag]: string } = {
  JobStarted: "StartTime",
  JobSuspended: "Suspension",
  JobResumed: "Suspension",
  SuccessCriteriaMet: "Completion or SuccessPolicy",
  FailureTargetSet: "FailureVerdict, by PodFailurePolicy, BackoffLimit, ActiveDeadline or FailedIndexes",
  JobCompleted: "Completion",
  JobFailed: "Completion",
  BackoffArmed: "Tracking, by Backoff",
  IndexBackoffArmed: "PodCreation, by Retention",
  DeadlineArmed: "ActiveDeadline",
  TTLArmed: "TtlAfterFinished",
  JobExpired: "TtlAfterFinished",
  JobFinalizerRemoved: "GarbageCollector",
  JobDeleted: "GarbageCollector",
  PodCreated: "PodCreation, by Completion, Backoff, Retention and PodReplacement",
  PodScheduled: "Kubelet",
  PodDeadlineArmed: "Kubelet",
  PodStarted: "Kubelet",
  PodReady: "Kubelet",
  ContainerRestartDecided: "Kubelet, by RestartPolicy and ContainerBackoff",
  ContainerKillDecided: "Kubelet",
  AllContainersRestartDecided: "Kubelet",
  AllContainersRemoved: "Kubelet",
  PodTerminationDecided: "Kubelet",
  PodSucceeded: "Kubelet",
  PodFailed: "Kubelet, and PodFailurePolicy for its rule",
  PodReleased: "Tracking, by Retention and FailedIndexes",
  PodDeletionRequested: "FailureVerdict, SuccessPolicy, Suspension, ScaleDown or GarbageCollector",
  PodDeleted: "Kubelet",
  FinishedPodsDeleted: "GarbageCollector or PodSync"
}

export const of = (type: string): string | undefined => new Map(Object.entries(stages)).get(type)
