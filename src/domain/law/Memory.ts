/**
 * What the laws remember of a history, from its events alone.
 *
 * It is a second, smaller account of what `Evolve` keeps, made independently: where the two differ, a law is broken.
 * Like the Job, it holds the Pods in hand and remembers the others as intervals and counts (promise P9).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type * as Decision from "../event/Decision.ts"
import type { Event, Tag } from "../event/Event.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as BackoffMemory from "./BackoffMemory.ts"
import * as CountMemory from "./CountMemory.ts"
import * as DeletionMemory from "./DeletionMemory.ts"
import * as JobMemory from "./JobMemory.ts"
import * as PodMemory from "./PodMemory.ts"
import * as PodsMemory from "./PodsMemory.ts"

/** Small records, each of which an event leaves as it was or makes anew. */
export interface Memory {
  readonly job: JobMemory.JobMemory
  readonly deletion: DeletionMemory.DeletionMemory
  readonly backoff: BackoffMemory.BackoffMemory
  readonly counts: CountMemory.CountMemory
  readonly pods: PodsMemory.PodsMemory
}

export const initialState: Memory = {
  job: JobMemory.initialState,
  deletion: DeletionMemory.initialState,
  backoff: BackoffMemory.initialState,
  counts: CountMemory.initialState,
  pods: PodsMemory.initialState
}

type Pod = PodMemory.PodMemory

/** A Pod in hand. */
export const pod = ({ pods }: Memory, ordinal: number): Pod | undefined =>
  OrdinalMap.get(pods.inHand, ordinal)

/** Another controller sees to the Job (JC-50). */
export const isLeftAlone = ({ job: { spec } }: Memory): boolean =>
  spec?.managedBy !== undefined && spec.managedBy !== "kubernetes.io/job-controller"

/** The Job is there, has no verdict yet, and is this controller's. */
export const isOpen = (memory: Memory): boolean =>
  memory.job.spec !== undefined &&
  memory.job.verdict === undefined &&
  !memory.deletion.isDeleted &&
  !memory.deletion.isOrphaned &&
  !isLeftAlone(memory)

/** The index was cut off (JC-88). */
export const isBeyond = ({ job: { spec } }: Memory, { index }: Pod): boolean =>
  index !== undefined && spec?.completions !== undefined && index >= spec.completions

/** Counted successes: Pods, or indexes (JC-20). */
export const succeeded = ({ job: { spec }, counts }: Memory): number =>
  spec?.completionMode === "Indexed" ? counts.completed.size : counts.succeeded

/** JC-113. */
const actionOf = ({ job: { spec } }: Memory, rule: number | undefined): Pod["action"] =>
  rule === undefined ? undefined : spec?.podFailurePolicy?.rules?.[rule]?.action

const change = (memory: Memory, before: Pod | undefined, to: (pod: Pod) => Pod): Memory => {
  if (before === undefined) return memory
  const after = to(before)
  return after === before ? memory : { ...memory, pods: PodsMemory.change(memory.pods, before, after) }
}

/** An ignored failure is none, but for the back-off (JC-97). */
const counted = (memory: Memory, { index, action }: Pod, as: Decision.CountedAs): Memory => {
  const { backoff, counts } = memory
  if (as === "Nothing")
    return action === "Ignore" ? { ...memory, backoff: BackoffMemory.failed(backoff) } : memory
  return as === "Failed"
    ? { ...memory, backoff: BackoffMemory.failed(backoff), counts: CountMemory.failed(counts) }
    : {
        ...memory,
        backoff: BackoffMemory.succeeded(backoff),
        counts: CountMemory.succeeded(counts, index)
      }
}

const respecified = (memory: Memory, spec: JobSpec): Memory => {
  const job = JobMemory.asked(memory.job, spec)
  // A finished Job's indexes are settled.
  return memory.job.finish !== undefined || spec.completions === memory.job.spec?.completions
    ? { ...memory, job }
    : { ...memory, job, counts: CountMemory.below(memory.counts, spec.completions ?? 0) }
}

type Evolution = {
  readonly [T in Tag]?: (
    memory: Memory,
    event: Extract<Event, { readonly _tag: T }>,
    pod: Pod | undefined
  ) => Memory
}

const evolution: Evolution = {
  JobCreated: (memory, { metadata, spec }) => ({
    ...memory,
    job: { ...JobMemory.asked(memory.job, spec), metadata },
    deletion: DeletionMemory.kept(memory.deletion, metadata.finalizers ?? [])
  }),
  JobSpecChanged: (memory, { spec, metadata }) => ({
    ...respecified(memory, spec),
    deletion: DeletionMemory.kept(memory.deletion, metadata?.finalizers)
  }),
  JobMetadataChanged: (memory, { finalizers }) => ({
    ...memory,
    deletion: DeletionMemory.kept(memory.deletion, finalizers)
  }),
  JobDeletionRequested: (memory, { propagationPolicy }) => ({
    ...memory,
    deletion: DeletionMemory.asked(memory.deletion, propagationPolicy)
  }),
  JobExpired: (memory) => ({ ...memory, deletion: DeletionMemory.asked(memory.deletion, "Foreground") }),
  JobFinalizerRemoved: (memory, { finalizer }) => ({
    ...memory,
    deletion: DeletionMemory.released(memory.deletion, finalizer)
  }),
  JobDeleted: (memory) => ({ ...memory, deletion: DeletionMemory.gone(memory.deletion) }),
  JobStarted: (memory, { startTime }) => ({ ...memory, job: { ...memory.job, startTime } }),
  JobSuspended: (memory) => ({
    ...memory,
    job: { ...memory.job, isSuspended: true, startTime: undefined }
  }),
  JobResumed: (memory, { startTime }) => ({
    ...memory,
    job: { ...memory.job, isSuspended: false, startTime }
  }),
  FailureTargetSet: (memory, verdict) => ({ ...memory, job: { ...memory.job, verdict } }),
  SuccessCriteriaMet: (memory, verdict) => ({ ...memory, job: { ...memory.job, verdict } }),
  JobFailed: (memory, finish) => ({ ...memory, job: { ...memory.job, finish } }),
  JobCompleted: (memory, finish) => ({ ...memory, job: { ...memory.job, finish } }),
  BackoffArmed: (memory, { failures, due }) => ({ ...memory, backoff: BackoffMemory.armed(failures, due) }),
  PodCreated: (memory, created) => ({
    ...memory,
    counts: CountMemory.created(memory.counts),
    pods: PodsMemory.enter(memory.pods, PodMemory.created(created))
  }),
  PodFailed: (memory, { rule }, pod) =>
    change(memory, pod, (before) => ({ ...before, end: "Failed", action: actionOf(memory, rule) })),
  AllContainersRemoved: (memory, event, pod) =>
    change(memory, pod, (before) => {
      const after = PodMemory.evolve(before, event)
      return memory.job.template.hasSteps ? { ...after, hasStarted: false } : after
    }),
  PodReleased: (memory, { countedAs, failsIndex }, pod) => {
    if (pod === undefined) return memory
    const after = change(counted(memory, pod, countedAs), pod, (before) => ({ ...before, isTracked: false }))
    return failsIndex === true
      ? { ...after, counts: CountMemory.indexFailed(after.counts, pod.index) }
      : after
  },
  PodDeleted: (memory, _, pod) =>
    pod === undefined
      ? memory
      : {
          ...memory,
          counts: CountMemory.gone(memory.counts, 1),
          pods: PodsMemory.leave(memory.pods, pod)
        },
  FinishedPodsDeleted: (memory, { ordinals }) => {
    const gone = IntervalSet.fromIntervals(ordinals)
    return {
      ...memory,
      counts: CountMemory.gone(memory.counts, gone.size),
      pods: PodsMemory.without(memory.pods, gone)
    }
  }
}

type Remember = (memory: Memory, event: Event, pod: Pod | undefined) => Memory

/** The memory after an event; `pod` is the one of which it speaks, if it is in hand. */
export const evolve = (memory: Memory, event: Event, of: Pod | undefined): Memory => {
  // The table pairs each tag with the function for that tag; the compiler cannot follow the pairing through a lookup.
  const remember = evolution[event._tag] as Remember | undefined
  return remember === undefined
    ? change(memory, of, (before) => PodMemory.evolve(before, event))
    : remember(memory, event, of)
}
