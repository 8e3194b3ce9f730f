/**
 * Which part of deciding says what, by the names of the domain's files: where to look when a decision surprises.
 */
import type { DecisionTag } from "../../../domain/event/Event.ts"

const stages: { readonly [T in DecisionTag]: string } = {
  JobStarted: "StartTime",
  JobSuspended: "Suspension",
  JobResumed: "Suspension",
  SuccessCriteriaMet: "Completion",
  FailureTargetSet: "FailureVerdict",
  JobCompleted: "Completion",
  JobFailed: "Completion",
  BackoffArmed: "Tracking, by Backoff",
  DeadlineArmed: "ActiveDeadline",
  TTLArmed: "TtlAfterFinished",
  JobExpired: "TtlAfterFinished",
  JobDeleted: "GarbageCollector",
  PodCreated: "PodCreation, by Completion, Backoff and PodReplacement",
  PodScheduled: "Kubelet",
  PodDeadlineArmed: "Kubelet",
  PodStarted: "Kubelet",
  PodReady: "Kubelet",
  ContainerRestartDecided: "Kubelet, by RestartPolicy and ContainerBackoff",
  PodTerminationDecided: "Kubelet",
  PodSucceeded: "Kubelet",
  PodFailed: "Kubelet",
  PodReleased: "Tracking",
  PodDeletionRequested: "FailureVerdict, Suspension, ScaleDown or GarbageCollector",
  PodDeleted: "Kubelet",
  FinishedPodsDeleted: "GarbageCollector or PodSync"
}

export const of = (type: string): string | undefined => new Map(Object.entries(stages)).get(type)
