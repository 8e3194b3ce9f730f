/**
 * A cluster as a case gives it, as a Job of this project: folded from the events that lead there. The history need not
 * be one that was decided, as what upstream's tests give need not be what its controller would have made.
 *
 * Upstream counts a Pod in two writes, with its UID in `uncountedTerminatedPods` in between; here one event does both
 * (promise P2). So a Pod whose UID is written there has been counted and released, and so has one whose finalizer was
 * taken off and is merely not seen to be gone (`expectedFinalizerRemovals`).
 */
import * as Result from "effect/Result"
import * as IndexText from "../../../../src/domain/data/IndexText.ts"
import * as IntervalSet from "../../../../src/domain/data/IntervalSet.ts"
import * as Condition from "../../../../src/domain/job/Condition.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import * as Indexes from "../../../../src/domain/job/Indexes.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as PodSet from "../../../../src/domain/job/PodSet.ts"
import * as Defaults from "../../../../src/domain/manifest/Defaults.ts"
import * as JobManifest from "../../../../src/domain/manifest/JobManifest.ts"
import type { JobSpec } from "../../../../src/domain/manifest/JobSchema.ts"
import * as PodNames from "../../../../src/domain/pod/PodNames.ts"
import * as PodDeletion from "../../../../src/domain/policy/PodDeletion.ts"
import * as PodFailurePolicy from "../../../../src/domain/policy/PodFailurePolicy.ts"
import * as Clock from "../../../domain/Clock.ts"
import * as PodStory from "./PodStory.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

export interface Snapshot {
  readonly spec: SnapshotSchema.Spec
  readonly status?: SnapshotSchema.Status
  readonly pods?: ReadonlyArray<SnapshotSchema.Pod>
  readonly expectedFinalizerRemovals?: ReadonlyArray<string>
}

export const now = Clock.instant(0)

export const specOf = (spec: SnapshotSchema.Spec): JobSpec =>
  Defaults.specOf(Result.getOrThrow(JobManifest.decode(SnapshotSchema.manifestOf(spec))))

/** Pods that stand for several, one by one. */
export const each = (pods: ReadonlyArray<SnapshotSchema.Pod>): ReadonlyArray<SnapshotSchema.Pod> =>
  pods.flatMap(({ repeat, uidFrom = 0, indexFrom, ...pod }) =>
    repeat === undefined
      ? [pod]
      : Array.from({ length: repeat }, (_, place) => ({
          ...pod,
          uid: String(uidFrom + place),
          ...(indexFrom === undefined ? {} : { index: String(indexFrom + place) })
        }))
  )

/** JC-11: what is no index is none. */
export const indexOf = ({ index }: SnapshotSchema.Pod): number | undefined =>
  index !== undefined && /^\d+$/.test(index) ? Number(index) : undefined

/** UIDs that are on their way into the counters. */
export const uncounted = ({ status, expectedFinalizerRemovals = [] }: Snapshot): ReadonlySet<string> =>
  new Set([
    ...(status?.uncountedTerminatedPods?.succeeded ?? []),
    ...(status?.uncountedTerminatedPods?.failed ?? []),
    ...expectedFinalizerRemovals
  ])

const created = (spec: JobSpec): Job.Job =>
  Evolve.evolve(Job.initialState, {
    _tag: "JobCreated",
    at: Clock.instant(PodStory.longAgo),
    rules: 1,
    metadata: { namespace: "default", name: "job", uid: "job-uid", labels: {}, annotations: {} },
    spec
  })

/** A kubelet would say of every Pod whether it is ready; of those of a case none does, unless it says so. */
const withoutReadiness = (job: Job.Job, ordinal: number): Job.Job => ({
  ...job,
  podSet: PodSet.change(job.podSet, ordinal, job.spec, (pod) => ({ ...pod, readyChangedAt: undefined }))
})

const withPod = (job: Job.Job, pod: SnapshotSchema.Pod, identity: PodStory.Identity): Job.Job => {
  const { spec } = job
  const scheduled = PodStory.untilNow(spec, pod, identity).reduce(Evolve.evolve, {
    ...job,
    spec: PodStory.specFor(spec, pod)
  })
  const running = withoutReadiness(scheduled, identity.ordinal)
  const found = PodSet.get(running.podSet, identity.ordinal)
  const rule =
    pod.phase === "Failed" && found !== undefined ? PodFailurePolicy.ruleOf(spec, found) : undefined
  return { ...PodStory.sinceThen(pod, identity, rule).reduce(Evolve.evolve, running), spec }
}

const withIndexes = (job: Job.Job, { completedIndexes = "", failedIndexes = "" }: SnapshotSchema.Status) => {
  const { completions = 0 } = job.spec
  const read = (text: string) => IntervalSet.members(IndexText.read(text, completions))
  const completed = read(completedIndexes).reduce(
    (indexes, index) => Indexes.succeeded(indexes, index, completions),
    job.podSet.indexes
  )
  const indexes = read(failedIndexes).reduce(
    (indexes, index) => Indexes.failed(indexes, index, completions),
    completed
  )
  return { ...job, podSet: { ...job.podSet, indexes } }
}

/** A status that is not `True` says that the condition does not hold. */
export const conditionOf = ({ type, status, reason = "", message = "" }: SnapshotSchema.Condition) =>
  Condition.make(type, status === "True" ? "True" : "False", now, { reason, message })

const withStatus = (job: Job.Job, status: SnapshotSchema.Status): Job.Job => {
  const { succeeded = 0, failed = 0, startTime, conditions = [], uncountedTerminatedPods } = status
  return {
    ...withIndexes(job, status),
    conditions: conditions.map(conditionOf),
    startTime: typeof startTime === "number" ? Clock.instant(startTime) : undefined,
    succeeded: succeeded + (uncountedTerminatedPods?.succeeded?.length ?? 0),
    failed: failed + (uncountedTerminatedPods?.failed?.length ?? 0)
  }
}

/** As many completions as the snapshot speaks of: an index beyond those of the spec is from before they were lowered. */
const widest = (spec: JobSpec, { status, pods = [] }: Snapshot): JobSpec => {
  if (spec.completionMode !== "Indexed") return spec
  const written = [status?.completedIndexes ?? "", status?.failedIndexes ?? ""]
    .flatMap((text) => text.split(/[,-]/))
    .map(Number)
  const indexes = [...written, ...pods.map((pod) => indexOf(pod) ?? -1)].filter(Number.isInteger)
  const completions = Math.max(spec.completions ?? 0, ...indexes.map((index) => index + 1))
  return { ...spec, completions }
}

/** The Job, with its Pods numbered in the order in which they are given. */
export const of = (snapshot: Snapshot): Job.Job => {
  const spec = specOf(snapshot.spec)
  const released = uncounted(snapshot)
  const wide = withStatus(created(widest(spec, snapshot)), snapshot.status ?? {})
  const withPods = each(snapshot.pods ?? []).reduce(
    (job, pod, ordinal) =>
      withPod(job, pod, { ordinal, index: indexOf(pod), counted: released.has(pod.uid ?? "") }),
    wide
  )
  const narrow =
    wide.spec.completions === spec.completions
      ? withPods
      : Evolve.evolve(withPods, { _tag: "JobSpecChanged", at: now, generation: 2, spec })
  return { ...stopped(narrow), at: now }
}

/** A verdict comes with the requests that active Pods terminate, in one step (JC-59). */
const stopped = (job: Job.Job): Job.Job =>
  Job.verdict(job) === undefined ? job : PodDeletion.stopActive(job, now).reduce(Evolve.evolve, job)

const placeName = ({ metadata, podSet }: Job.Job, name: string): string => {
  const ordinals = Array.from({ length: podSet.nextOrdinal }, (_, ordinal) => ordinal)
  const ordinal = ordinals.find((ordinal) => name.endsWith(`-${PodNames.suffix(metadata.uid, ordinal)}`))
  return ordinal === undefined ? name : `mypod-${ordinal}`
}

/** A message about a Pod with the name that cases have for it. */
export const withPlaceName = (job: Job.Job, message: string): string =>
  message.replace(/(?<=^Pod default\/| for pod default\/)\S+/, (name) => placeName(job, name))

/** Conditions as a case writes them. */
export const written = (
  conditions: Condition.Conditions,
  job: Job.Job
): ReadonlyArray<SnapshotSchema.Condition> =>
  conditions.map(({ type, status, reason, message }) => ({
    type,
    status,
    reason,
    message: withPlaceName(job, message)
  }))
