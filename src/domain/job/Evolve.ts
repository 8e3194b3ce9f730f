/**
 * `evolve(state, event)`: one function for each type of event, and nothing else changes a Job.
 */
import type { Event, Tag } from "../event/Event.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as EvolveContainer from "./EvolveContainer.ts"
import * as EvolveJob from "./EvolveJob.ts"
import * as EvolvePod from "./EvolvePod.ts"
import { initialState, type Job } from "./Job.ts"
import type { PodSet } from "./PodSet.ts"

type Of<T extends Tag> = Extract<Event, { readonly _tag: T }>

/** Events that change the Job's Pods and nothing else. */
const podEvolution = {
  PodDeletionRequestedByUser: EvolvePod.podDeletionRequestedByUser,
  SlotGranted: EvolvePod.slotGranted,
  ContainerStarted: EvolveContainer.started,
  ContainerReady: EvolveContainer.ready,
  ContainerStartupSucceeded: EvolveContainer.startupSucceeded,
  ContainerUnhealthy: EvolveContainer.unhealthy,
  ContainerExited: EvolveContainer.exited,
  ContainerLost: EvolveContainer.lost,
  PodEvicted: EvolvePod.podEvicted,
  ContainerBackoffElapsed: EvolveContainer.backoffElapsed,
  PodDeadlineExceeded: EvolvePod.podDeadlineExceeded,
  PodScheduled: EvolvePod.podScheduled,
  PodDeadlineArmed: EvolvePod.podDeadlineArmed,
  PodStarted: EvolvePod.podStarted,
  PodReady: EvolvePod.podReady,
  ContainerRestartDecided: EvolveContainer.restartDecided,
  ContainerKillDecided: EvolveContainer.killDecided,
  AllContainersRestartDecided: EvolvePod.allContainersRestartDecided,
  AllContainersRemoved: EvolvePod.allContainersRemoved,
  PodTerminationDecided: EvolvePod.podTerminationDecided,
  PodSucceeded: EvolvePod.podSucceeded,
  PodFailed: EvolvePod.podFailed,
  PodDeletionRequested: EvolvePod.podDeletionRequested,
  PodDeleted: EvolvePod.podDeleted,
  FinishedPodsDeleted: EvolvePod.finishedPodsDeleted
} satisfies { readonly [T in Tag]?: (set: PodSet, event: Of<T>, spec: JobSpec) => PodSet }

type PodTag = keyof typeof podEvolution

const jobEvolution: { readonly [T in Exclude<Tag, PodTag>]: (job: Job, event: Of<T>) => Job } = {
  JobCreated: EvolveJob.jobCreated,
  JobSpecChanged: EvolveJob.jobSpecChanged,
  JobMetadataChanged: EvolveJob.jobMetadataChanged,
  JobDeletionRequested: EvolveJob.jobDeletionRequested,
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
  IndexBackoffArmed: EvolveJob.indexBackoffArmed,
  DeadlineArmed: EvolveJob.deadlineArmed,
  TTLArmed: EvolveJob.ttlArmed,
  JobExpired: EvolveJob.jobExpired,
  JobFinalizerRemoved: EvolveJob.jobFinalizerRemoved,
  JobDeleted: EvolveJob.jobDeleted,
  PodCreated: EvolvePod.podCreated,
  PodReleased: EvolvePod.podReleased
}

type ChangePods = (set: PodSet, event: Event, spec: JobSpec) => PodSet
type ChangeJob = (job: Job, event: Event) => Job

// Each table pairs a tag with the function for that tag; the compiler cannot follow the pairing through a lookup.
const podChanges = podEvolution as { readonly [T in Tag]?: ChangePods }
// The same, for the tags the other table leaves.
const jobChanges = jobEvolution as { readonly [T in Tag]?: ChangeJob }

/** The Job is copied once, with the instant and the number of the event. */
export const evolve = (job: Job, event: Event): Job => {
  const at = event.at
  const resourceVersion = job.resourceVersion + 1
  const changePods = podChanges[event._tag]
  if (changePods !== undefined)
    return { ...job, at, resourceVersion, podSet: changePods(job.podSet, event, job.spec) }
  const changed = jobChanges[event._tag]?.(job, event) ?? job
  return { ...changed, at, resourceVersion }
}

/** The state after a history. */
export const replay = (history: ReadonlyArray<Event>, from: Job = initialState): Job =>
  history.reduce(evolve, from)
