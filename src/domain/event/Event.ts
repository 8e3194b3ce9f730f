/**
 * Every event of a log. Those of a Job's stream are told apart into facts and decisions in this one place; what stands
 * in other streams is decided on nowhere.
 */
import * as Schema from "effect/Schema"
import * as Decision from "./Decision.ts"
import * as Fact from "./Fact.ts"
import * as StoreEvent from "./StoreEvent.ts"

export const Event = Schema.Union([...Fact.Fact.members, ...Decision.Decision.members])
export type Event = Fact.Fact | Decision.Decision

/** Whatever a log may hold. */
export const Recorded = Schema.Union([...Event.members, ...StoreEvent.StoreEvent.members])
export type Recorded = Event | StoreEvent.StoreEvent

export type Tag = Event["_tag"]

export type FactTag = Fact.Fact["_tag"]
export type DecisionTag = Decision.Decision["_tag"]
export type Kind = "fact" | "decision"

/** The class of every type. The compiler refuses a type that is missing here or stands on the wrong side. */
export const kinds: { readonly [T in FactTag]: "fact" } & { readonly [T in DecisionTag]: "decision" } = {
  JobCreated: "fact",
  JobSpecChanged: "fact",
  JobMetadataChanged: "fact",
  JobDeletionRequested: "fact",
  PodDeletionRequestedByUser: "fact",
  SlotGranted: "fact",
  ContainerStarted: "fact",
  ContainerReady: "fact",
  ContainerStartupSucceeded: "fact",
  ContainerUnhealthy: "fact",
  ContainerExited: "fact",
  ContainerLost: "fact",
  PodEvicted: "fact",
  ContainerBackoffElapsed: "fact",
  PodDeadlineExceeded: "fact",
  BackoffElapsed: "fact",
  DeadlineExceeded: "fact",
  TTLExpired: "fact",
  RulesAdopted: "fact",
  JobStarted: "decision",
  JobSuspended: "decision",
  JobResumed: "decision",
  SuccessCriteriaMet: "decision",
  FailureTargetSet: "decision",
  JobCompleted: "decision",
  JobFailed: "decision",
  BackoffArmed: "decision",
  IndexBackoffArmed: "decision",
  DeadlineArmed: "decision",
  TTLArmed: "decision",
  JobExpired: "decision",
  JobFinalizerRemoved: "decision",
  JobDeleted: "decision",
  PodCreated: "decision",
  PodScheduled: "decision",
  PodDeadlineArmed: "decision",
  PodStarted: "decision",
  PodReady: "decision",
  ContainerRestartDecided: "decision",
  ContainerKillDecided: "decision",
  AllContainersRestartDecided: "decision",
  AllContainersRemoved: "decision",
  PodTerminationDecided: "decision",
  PodSucceeded: "decision",
  PodFailed: "decision",
  PodReleased: "decision",
  PodDeletionRequested: "decision",
  PodDeleted: "decision",
  FinishedPodsDeleted: "decision"
}

/** It stands in the stream of a Job. */
export const isOfJob = (event: Recorded): event is Event => event._tag in kinds

export const isFact = (event: Event): event is Fact.Fact => kinds[event._tag] === "fact"
