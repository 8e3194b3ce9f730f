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
import type { JobMetadata, JobSpec } from "../manifest/JobSchema.ts"
import * as DeletionMemory from "./DeletionMemory.ts"
import * as PodMemory from "./PodMemory.ts"
import * as TemplateMemory from "./TemplateMemory.ts"

export interface Memory extends DeletionMemory.DeletionMemory {
  /** What of its metadata never changes. */
  readonly metadata: Pick<JobMetadata, "name" | "uid"> | undefined
  readonly spec: JobSpec | undefined
  readonly template: TemplateMemory.TemplateMemory
  readonly startTime: number | undefined
  readonly isSuspended: boolean
  readonly verdict: Decision.FailureTargetSet | Decision.SuccessCriteriaMet | undefined
  readonly finish: Decision.JobFailed | Decision.JobCompleted | undefined
  /** Failures as last recorded, when Pods may be created again, and what was counted since. */
  readonly failures: number
  readonly backoffDue: number
  readonly failedSince: number
  readonly hasSucceededSince: boolean
  /** Pods created, counted, and gone. */
  readonly created: number
  readonly succeeded: number
  readonly failed: number
  readonly gone: number
  /** Of the Pods in hand: JC-7, JC-8, and those the Job has not let go of. */
  readonly active: number
  readonly terminating: number
  readonly tracked: number
  readonly pods: OrdinalMap.OrdinalMap<PodMemory.PodMemory>
  /** Ordinals of Pods that have ended and were let go of, and whose objects exist. */
  readonly kept: IntervalSet.IntervalSet
  /** Indexes counted as succeeded, those that failed, and indexes with an active Pod. */
  readonly completed: IntervalSet.IntervalSet
  readonly failedIndexes: IntervalSet.IntervalSet
  readonly held: IntervalSet.IntervalSet
}

export const initialState: Memory = {
  ...DeletionMemory.initialState,
  metadata: undefined,
  spec: undefined,
  template: TemplateMemory.empty,
  startTime: undefined,
  isSuspended: false,
  verdict: undefined,
  finish: undefined,
  failures: 0,
  backoffDue: 0,
  failedSince: 0,
  hasSucceededSince: false,
  created: 0,
  succeeded: 0,
  failed: 0,
  gone: 0,
  active: 0,
  terminating: 0,
  tracked: 0,
  pods: OrdinalMap.empty(),
  kept: IntervalSet.empty,
  completed: IntervalSet.empty,
  failedIndexes: IntervalSet.empty,
  held: IntervalSet.empty
}

export const pod = (memory: Memory, ordinal: number): PodMemory.PodMemory | undefined =>
  OrdinalMap.get(memory.pods, ordinal)

/** Another controller sees to the Job (JC-50). */
export const isLeftAlone = ({ spec }: Memory): boolean =>
  spec?.managedBy !== undefined && spec.managedBy !== "kubernetes.io/job-controller"

/** The Job is there, has no verdict yet, and is this controller's. */
export const isOpen = (memory: Memory): boolean =>
  memory.spec !== undefined &&
  memory.verdict === undefined &&
  !memory.isDeleted &&
  !memory.isOrphaned &&
  !isLeftAlone(memory)

/** The index was cut off (JC-88). */
export const isBeyond = ({ spec }: Memory, { index }: PodMemory.PodMemory): boolean =>
  index !== undefined && spec?.completions !== undefined && index >= spec.completions

/** Counted successes: Pods, or indexes (JC-20). */
export const succeeded = ({ spec, completed, succeeded: pods }: Memory): number =>
  spec?.completionMode === "Indexed" ? completed.size : pods

const one = (holds: boolean): number => (holds ? 1 : 0)

type Pod = PodMemory.PodMemory | undefined

const put = (memory: Memory, ordinal: number, before: Pod, after: Pod): Memory => {
  const difference = (is: (pod: PodMemory.PodMemory) => boolean): number =>
    one(after !== undefined && is(after)) - one(before !== undefined && is(before))
  const active = difference(PodMemory.isActive)
  const index = (after ?? before)?.index
  const isDone = after !== undefined && PodMemory.isDone(after)
  return {
    ...memory,
    active: memory.active + active,
    terminating: memory.terminating + difference(PodMemory.isTerminating),
    tracked: memory.tracked + difference(({ isTracked }) => isTracked),
    pods:
      after === undefined || isDone
        ? OrdinalMap.remove(memory.pods, ordinal)
        : OrdinalMap.set(memory.pods, ordinal, after),
    kept: isDone ? IntervalSet.add(memory.kept, ordinal) : memory.kept,
    held: index === undefined || active === 0 ? memory.held : holding(memory.held, index, active > 0)
  }
}

const holding = (held: IntervalSet.IntervalSet, index: number, holds: boolean): IntervalSet.IntervalSet =>
  holds ? IntervalSet.add(held, index) : IntervalSet.remove(held, index)

const change = (
  memory: Memory,
  ordinal: number,
  to: (pod: PodMemory.PodMemory) => PodMemory.PodMemory
): Memory => {
  const before = pod(memory, ordinal)
  if (before === undefined) return memory
  const after = to(before)
  return after === before ? memory : put(memory, ordinal, before, after)
}

/** JC-113. */
const actionOf = ({ spec }: Memory, rule: number | undefined): PodMemory.PodMemory["action"] =>
  rule === undefined ? undefined : spec?.podFailurePolicy?.rules?.[rule]?.action

const add = (set: IntervalSet.IntervalSet, index: number | undefined): IntervalSet.IntervalSet =>
  index === undefined ? set : IntervalSet.add(set, index)

/** An ignored failure is none, but for the back-off (JC-97). */
const counted = (memory: Memory, { index, action }: PodMemory.PodMemory, as: Decision.CountedAs): Memory => {
  if (as === "Nothing")
    return action === "Ignore" ? { ...memory, failedSince: memory.failedSince + 1 } : memory
  if (as === "Failed") return { ...memory, failed: memory.failed + 1, failedSince: memory.failedSince + 1 }
  return {
    ...memory,
    succeeded: memory.succeeded + 1,
    completed: add(memory.completed, index),
    backoffDue: 0,
    hasSucceededSince: true
  }
}

/** A finished Job's indexes are settled; otherwise those that are cut off are forgotten (JC-88). */
const respecified = (memory: Memory, spec: JobSpec): Memory => {
  const template = TemplateMemory.of(spec.template)
  if (memory.finish !== undefined || spec.completions === memory.spec?.completions)
    return { ...memory, spec, template }
  const { completions = 0 } = spec
  return {
    ...memory,
    spec,
    template,
    completed: IntervalSet.below(memory.completed, completions),
    failedIndexes: IntervalSet.below(memory.failedIndexes, completions)
  }
}

type Evolution = {
  readonly [T in Tag]?: (memory: Memory, event: Extract<Event, { readonly _tag: T }>) => Memory
}

const evolution: Evolution = {
  JobCreated: (memory, { metadata, spec }) => ({
    ...memory,
    metadata,
    spec,
    template: TemplateMemory.of(spec.template),
    finalizers: metadata.finalizers ?? []
  }),
  JobSpecChanged: (memory, { spec, metadata }) =>
    DeletionMemory.kept(respecified(memory, spec), metadata?.finalizers),
  JobMetadataChanged: (memory, { finalizers }) => DeletionMemory.kept(memory, finalizers),
  JobDeletionRequested: (memory, { propagationPolicy }) => DeletionMemory.asked(memory, propagationPolicy),
  JobExpired: (memory) => DeletionMemory.asked(memory, "Foreground"),
  JobFinalizerRemoved: (memory, { finalizer }) => DeletionMemory.released(memory, finalizer),
  JobDeleted: DeletionMemory.gone,
  JobStarted: (memory, { startTime }) => ({ ...memory, startTime }),
  JobSuspended: (memory) => ({ ...memory, isSuspended: true, startTime: undefined }),
  JobResumed: (memory, { startTime }) => ({ ...memory, isSuspended: false, startTime }),
  FailureTargetSet: (memory, verdict) => ({ ...memory, verdict }),
  SuccessCriteriaMet: (memory, verdict) => ({ ...memory, verdict }),
  JobFailed: (memory, finish) => ({ ...memory, finish }),
  JobCompleted: (memory, finish) => ({ ...memory, finish }),
  BackoffArmed: (memory, { failures, due }) => ({
    ...memory,
    failures,
    backoffDue: due,
    failedSince: 0,
    hasSucceededSince: false
  }),
  PodCreated: (memory, { ordinal, index, indexFailures }) =>
    put(
      { ...memory, created: memory.created + 1 },
      ordinal,
      undefined,
      PodMemory.created(index, indexFailures)
    ),
  PodFailed: (memory, { ordinal, rule }) =>
    change(memory, ordinal, (before) => ({ ...before, end: "Failed", action: actionOf(memory, rule) })),
  AllContainersRemoved: (memory, event) =>
    change(memory, event.ordinal, (before) => {
      const after = PodMemory.evolve(before, event)
      return memory.template.hasSteps ? { ...after, hasStarted: false } : after
    }),
  PodReleased: (memory, { ordinal, countedAs, failsIndex }) => {
    const before = pod(memory, ordinal)
    if (before === undefined) return memory
    const after = put(counted(memory, before, countedAs), ordinal, before, { ...before, isTracked: false })
    return failsIndex === true ? { ...after, failedIndexes: add(after.failedIndexes, before.index) } : after
  },
  PodDeleted: (memory, { ordinal }) => {
    const before = pod(memory, ordinal)
    return before === undefined
      ? memory
      : put({ ...memory, gone: memory.gone + 1 }, ordinal, before, undefined)
  },
  FinishedPodsDeleted: (memory, { ordinals }) => {
    const gone = IntervalSet.fromIntervals(ordinals)
    return { ...memory, gone: memory.gone + gone.size, kept: IntervalSet.without(memory.kept, gone) }
  }
}

export const evolve = (memory: Memory, event: Event): Memory => {
  // The table pairs each tag with the function for that tag; the compiler cannot follow the pairing through a lookup.
  const remember = evolution[event._tag] as ((memory: Memory, event: Event) => Memory) | undefined
  if (remember !== undefined) return remember(memory, event)
  return "ordinal" in event
    ? change(memory, event.ordinal, (before) => PodMemory.evolve(before, event))
    : memory
}
