/**
 * `evolve(state, event)`: one function for each type of event, and nothing else changes a Job.
 */
import type { Event, Tag } from "../event/Event.ts"
import * as EvolveJob from "./EvolveJob.ts"
import * as EvolvePod from "./EvolvePod.ts"
import { initialState, type Job } from "./Job.ts"

type Evolution = { readonly [T in Tag]: (job: Job, event: Extract<Event, { readonly _tag: T }>) => Job }

const evolution: Evolution = {
  JobCreated: EvolveJob.jobCreated,
  JobSpecChanged: EvolveJob.jobSpecChanged,
  JobDeletionRequested: EvolveJob.jobDeletionRequested,
  PodDeletionRequestedByUser: EvolvePod.podDeletionRequestedByUser,
  SlotGranted: EvolvePod.slotGranted,
  ContainerStarted: EvolvePod.containerStarted,
  ContainerReady: EvolvePod.containerReady,
  ContainerExited: EvolvePod.containerExited,
  ContainerLost: EvolvePod.containerLost,
  PodEvicted: EvolvePod.podEvicted,
  ContainerBackoffElapsed: EvolvePod.containerBackoffElapsed,
  BackoffElapsed: (job) => EvolveJob.rang(job, "backoff"),
  DeadlineExceeded: (job) => EvolveJob.rang(job, "deadline"),
  TTLExpired: (job) => EvolveJob.rang(job, "ttl"),
  RulesAdopted: (job, { rules }) => ({ ...job, rules }),
  JobStarted: EvolveJob.jobStarted,
  JobSuspended: EvolveJob.jobSuspended,
  JobResumed: EvolveJob.jobResumed,
  SuccessCriteriaMet: EvolveJob.successCriteriaMet,
  FailureTargetSet: EvolveJob.failureTargetSet,
  JobCompleted: EvolveJob.jobCompleted,
  JobFailed: EvolveJob.jobFailed,
  BackoffArmed: EvolveJob.backoffArmed,
  DeadlineArmed: EvolveJob.deadlineArmed,
  TTLArmed: EvolveJob.ttlArmed,
  JobExpired: EvolveJob.jobExpired,
  JobDeleted: EvolveJob.jobDeleted,
  PodCreated: EvolvePod.podCreated,
  PodScheduled: EvolvePod.podScheduled,
  PodStarted: EvolvePod.podStarted,
  PodReady: EvolvePod.podReady,
  ContainerRestartDecided: EvolvePod.containerRestartDecided,
  PodSucceeded: EvolvePod.podSucceeded,
  PodFailed: EvolvePod.podFailed,
  PodReleased: EvolvePod.podReleased,
  PodDeletionRequested: EvolvePod.podDeletionRequested,
  PodDeleted: EvolvePod.podDeleted,
  FinishedPodsDeleted: EvolvePod.finishedPodsDeleted
}

export const evolve = (job: Job, event: Event): Job => {
  // The table pairs each tag with the function for that tag; the compiler cannot follow the pairing through a lookup.
  const change = evolution[event._tag] as (job: Job, event: Event) => Job
  const changed = change(job, event)
  return { ...changed, at: event.at, resourceVersion: job.resourceVersion + 1 }
}

/** The state after a history. */
export const replay = (history: ReadonlyArray<Event>, from: Job = initialState): Job =>
  history.reduce(evolve, from)
