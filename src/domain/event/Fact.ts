/**
 * Facts: what the domain is told. Accepted commands, what the world did, and timers that rang.
 *
 * `at` is when the controller took the fact in, in epoch milliseconds; it is the only "now" the domain knows
 * (promise P3). `startedAt` and `finishedAt` are what a runtime reports. A Pod is named by its ordinal, the number of
 * Pods created earlier for its Job. The tags are the words in the log: renaming one is a migration.
 */
import * as Schema from "effect/Schema"
import { JobMetadata, JobSpec, Labels, PropagationPolicy } from "../manifest/JobSchema.ts"

const at = Schema.Int
const ordinal = Schema.Int

export const JobCreated = Schema.TaggedStruct("JobCreated", {
  at,
  rules: Schema.Int,
  metadata: JobMetadata,
  spec: JobSpec
})
export interface JobCreated extends Schema.Schema.Type<typeof JobCreated> {}

/** What of a Job's metadata may change (AJ-88); `finalizers` is there where they do. */
const metadata = {
  labels: Labels,
  annotations: Labels,
  finalizers: Schema.optionalKey(Schema.Array(Schema.String))
}

/** `metadata` is there where it has changed, too. */
export const JobSpecChanged = Schema.TaggedStruct("JobSpecChanged", {
  at,
  generation: Schema.Int,
  spec: JobSpec,
  metadata: Schema.optionalKey(Schema.Struct(metadata))
})
export interface JobSpecChanged extends Schema.Schema.Type<typeof JobSpecChanged> {}

/** The spec, and so the generation, stay what they are (AJ-86). */
export const JobMetadataChanged = Schema.TaggedStruct("JobMetadataChanged", { at, ...metadata })
export interface JobMetadataChanged extends Schema.Schema.Type<typeof JobMetadataChanged> {}

export const JobDeletionRequested = Schema.TaggedStruct("JobDeletionRequested", {
  at,
  propagationPolicy: PropagationPolicy
})
export interface JobDeletionRequested extends Schema.Schema.Type<typeof JobDeletionRequested> {}

export const PodDeletionRequestedByUser = Schema.TaggedStruct("PodDeletionRequestedByUser", { at, ordinal })
export interface PodDeletionRequestedByUser extends Schema.Schema.Type<typeof PodDeletionRequestedByUser> {}

/** The Pod may run on this machine now (promise P7). */
export const SlotGranted = Schema.TaggedStruct("SlotGranted", { at, ordinal })
export interface SlotGranted extends Schema.Schema.Type<typeof SlotGranted> {}

/**
 * `attempt` counts the runs of a container from 0 (LC-12). `ready`: nothing speaks against Ready at once (LC-17).
 * `started` is false where a startup probe is still to say so (LC-42).
 */
export const ContainerStarted = Schema.TaggedStruct("ContainerStarted", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int,
  ready: Schema.Boolean,
  startedAt: Schema.Int,
  started: Schema.optionalKey(Schema.Boolean)
})
export interface ContainerStarted extends Schema.Schema.Type<typeof ContainerStarted> {}

export const ContainerReady = Schema.TaggedStruct("ContainerReady", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int,
  ready: Schema.Boolean
})
export interface ContainerReady extends Schema.Schema.Type<typeof ContainerReady> {}

/** The startup probe of the run has succeeded: the container has started (LC-17, LC-42). */
export const ContainerStartupSucceeded = Schema.TaggedStruct("ContainerStartupSucceeded", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int
})
export interface ContainerStartupSucceeded extends Schema.Schema.Type<typeof ContainerStartupSucceeded> {}

/** Why a run must not go on: its probe has failed too often, or what was to be done at its start has (LC-71). */
export const UnhealthyCause = Schema.Literals(["StartupProbe", "LivenessProbe", "PostStartHook"])
export type UnhealthyCause = typeof UnhealthyCause.Type

/** The run must not go on. */
export const ContainerUnhealthy = Schema.TaggedStruct("ContainerUnhealthy", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int,
  cause: UnhealthyCause
})
export interface ContainerUnhealthy extends Schema.Schema.Type<typeof ContainerUnhealthy> {}

/** `exitCode` is 128 + n for a process killed by signal n (LC-15); `reason` is the runtime's (LC-14). */
export const ContainerExited = Schema.TaggedStruct("ContainerExited", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int,
  exitCode: Schema.Int,
  reason: Schema.String,
  finishedAt: Schema.Int
})
export interface ContainerExited extends Schema.Schema.Type<typeof ContainerExited> {}

/** A started container its runtime no longer knows: exit code 137, `ContainerStatusUnknown` (LC-56, promise P7). */
export const ContainerLost = Schema.TaggedStruct("ContainerLost", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int
})
export interface ContainerLost extends Schema.Schema.Type<typeof ContainerLost> {}

export const PodCondition = Schema.Struct({
  type: Schema.String,
  status: Schema.String,
  reason: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.String)
})
export interface PodCondition extends Schema.Schema.Type<typeof PodCondition> {}

/** The whole Pod was ended from outside: eviction, preemption, a lost node (LC-89, TR-13). */
export const PodEvicted = Schema.TaggedStruct("PodEvicted", {
  at,
  ordinal,
  reason: Schema.String,
  conditions: Schema.Array(PodCondition),
  exitCode: Schema.Int,
  containerReason: Schema.String,
  finishedAt: Schema.Int
})
export interface PodEvicted extends Schema.Schema.Type<typeof PodEvicted> {}

/** A container's back-off before its next run in place is over (LC-31). */
export const ContainerBackoffElapsed = Schema.TaggedStruct("ContainerBackoffElapsed", {
  at,
  ordinal,
  container: Schema.String,
  attempt: Schema.Int
})
export interface ContainerBackoffElapsed extends Schema.Schema.Type<typeof ContainerBackoffElapsed> {}

/** The Pod's own `activeDeadlineSeconds` is over (LC-53). */
export const PodDeadlineExceeded = Schema.TaggedStruct("PodDeadlineExceeded", { at, ordinal })
export interface PodDeadlineExceeded extends Schema.Schema.Type<typeof PodDeadlineExceeded> {}

export const BackoffElapsed = Schema.TaggedStruct("BackoffElapsed", { at })
export interface BackoffElapsed extends Schema.Schema.Type<typeof BackoffElapsed> {}

export const DeadlineExceeded = Schema.TaggedStruct("DeadlineExceeded", { at })
export interface DeadlineExceeded extends Schema.Schema.Type<typeof DeadlineExceeded> {}

export const TTLExpired = Schema.TaggedStruct("TTLExpired", { at })
export interface TTLExpired extends Schema.Schema.Type<typeof TTLExpired> {}

/** From here on the Job is decided by the amendments up to this number (promise P6). */
export const RulesAdopted = Schema.TaggedStruct("RulesAdopted", { at, rules: Schema.Int })
export interface RulesAdopted extends Schema.Schema.Type<typeof RulesAdopted> {}

export const Fact = Schema.Union([
  JobCreated,
  JobSpecChanged,
  JobMetadataChanged,
  JobDeletionRequested,
  PodDeletionRequestedByUser,
  SlotGranted,
  ContainerStarted,
  ContainerReady,
  ContainerStartupSucceeded,
  ContainerUnhealthy,
  ContainerExited,
  ContainerLost,
  PodEvicted,
  ContainerBackoffElapsed,
  PodDeadlineExceeded,
  BackoffElapsed,
  DeadlineExceeded,
  TTLExpired,
  RulesAdopted
])
export type Fact = typeof Fact.Type
