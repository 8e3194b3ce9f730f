/**
 * Whether a fact says anything the Job does not know. Observations may be repeated, late or about a Pod long gone;
 * then nothing is recorded, so that telling the domain twice is telling it once.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import { same } from "../data/Sameness.ts"
import type { FactTag } from "../event/Event.ts"
import type { Fact } from "../event/Fact.ts"
import type { PropagationPolicy } from "../manifest/JobSchema.ts"
import * as Pod from "../pod/Pod.ts"
import * as StartUp from "../pod/StartUp.ts"
import * as Finalizers from "./Finalizers.ts"
import * as Job from "./Job.ts"

const alive = (job: Job.Job, ordinal: number): Pod.Pod | undefined => {
  const pod = OrdinalMap.get(job.podSet.pods, ordinal)
  return pod === undefined || Pod.isFinished(pod) ? undefined : pod
}

const container = (
  job: Job.Job,
  fact: { readonly ordinal: number; readonly container: string }
): Pod.Container | undefined => {
  const pod = alive(job, fact.ordinal)
  return pod === undefined ? undefined : Pod.container(pod, fact.container)
}

interface Report {
  readonly ordinal: number
  readonly container: string
  readonly attempt: number
}

/** What runs is to end, and nothing begins. */
const endsAll = (pod: Pod.Pod): boolean => Pod.isStopping(pod) || pod.restartingAll !== undefined

/**
 * The end of the run in hand; or of the next run, which could not be started (LC-14: never with 0), or will not begin because its
 * Pod was asked to terminate before (TR-15), or starts over (LC-36). A late report of the run before says nothing.
 */
const ends = (job: Job.Job, fact: Report): boolean => {
  const run = container(job, fact)
  if (run?.state === "Running") return run.attempt === fact.attempt
  const pod = alive(job, fact.ordinal)
  const isComing = run?.state === "BackingOff" || run?.state === "Created"
  const isCalledOff = isComing && pod !== undefined && endsAll(pod)
  return isCalledOff ? run.attempt + 1 === fact.attempt : starts(job, fact)
}

/** The run that was decided, when its turn has come (LC-40): the first, or the next one after its back-off (LC-31). */
const starts = (job: Job.Job, fact: Report): boolean => {
  const pod = alive(job, fact.ordinal)
  const run = container(job, fact)
  if (pod?.scheduled !== true || run?.attempt !== fact.attempt - 1) return false
  const isNext = run.state === "Created" || (run.state === "BackingOff" && run.startable)
  return isNext && StartUp.hasTurn(pod, run)
}

/** Of a Pod that stops or starts over nothing more starts, whatever its turn is. */
const mayStart = (job: Job.Job, fact: Report): boolean => {
  const pod = alive(job, fact.ordinal)
  return pod !== undefined && !endsAll(pod) && starts(job, fact)
}

const becomesReady = (job: Job.Job, fact: Report & { readonly ready: boolean }): boolean => {
  const run = container(job, fact)
  return run?.state === "Running" && run.attempt === fact.attempt && run.ready !== fact.ready
}

/** The run in hand, which has not started or must not go on as far as is known. */
const hasSucceeded = (job: Job.Job, fact: Report): boolean => {
  const run = container(job, fact)
  return run?.state === "Running" && run.attempt === fact.attempt && !run.started
}

/** A Pod that stops or starts over anyhow ends its runs by that. */
const mustNotGoOn = (job: Job.Job, fact: Report): boolean => {
  const pod = alive(job, fact.ordinal)
  const run = container(job, fact)
  if (pod === undefined || endsAll(pod) || run?.state !== "Running") return false
  return run.attempt === fact.attempt && run.unhealthy === undefined
}

const backoffIsOver = (job: Job.Job, fact: Report & { readonly at: number }): boolean => {
  const run = container(job, fact)
  return (
    run?.state === "BackingOff" &&
    !run.startable &&
    run.attempt + 1 === fact.attempt &&
    run.due !== undefined &&
    run.due <= fact.at
  )
}

/** A Pod that stops anyhow is not stopped for its deadline, but fails by it (LC-53). */
const podDeadlineIsOver = (job: Job.Job, { ordinal, at }: Fact & { readonly ordinal: number }): boolean => {
  const pod = alive(job, ordinal)
  return pod?.deadline !== undefined && pod.deadline <= at && !pod.isPastDeadline
}

/** The first time; later where it is to go on in another way, and something is left to do in that way (CL-13). */
const deletes = (job: Job.Job, policy: PropagationPolicy): boolean => {
  const { metadata, podSet } = job
  if (job.deletion === undefined) return true
  if (same(Finalizers.of(metadata), Finalizers.forDeletion(metadata, policy))) return false
  const hasPods = podSet.pods.size > 0 || !IntervalSet.isEmpty(podSet.finished)
  return policy === "Background" || (hasPods && !Job.isOrphaned(job))
}

type Judges = {
  readonly [T in FactTag]: (job: Job.Job, fact: Extract<Fact, { readonly _tag: T }>) => boolean
}

const judges: Judges = {
  JobCreated: (job) => job.generation === 0,
  JobSpecChanged: (job, { generation, spec }) =>
    Job.exists(job) && generation === job.generation + 1 && !same(job.spec, spec),
  JobMetadataChanged: ({ metadata, ...job }, { labels, annotations, finalizers }) =>
    Job.exists({ metadata, ...job }) &&
    !(
      same(metadata.labels, labels) &&
      same(metadata.annotations, annotations) &&
      (finalizers === undefined || same(Finalizers.of(metadata), finalizers))
    ),
  JobDeletionRequested: (job, { propagationPolicy }) => Job.exists(job) && deletes(job, propagationPolicy),
  PodDeletionRequestedByUser: (job, { ordinal }) => Job.canBeDeleted(job, ordinal),
  SlotGranted: (job, { ordinal }) => alive(job, ordinal)?.slot === false,
  ContainerStarted: starts,
  ContainerReady: becomesReady,
  ContainerStartupSucceeded: hasSucceeded,
  ContainerUnhealthy: mustNotGoOn,
  ContainerExited: (job, fact) => ends(job, fact) && (fact.exitCode !== 0 || !mayStart(job, fact)),
  ContainerLost: ends,
  PodEvicted: (job, { ordinal }) => alive(job, ordinal)?.scheduled === true,
  ContainerBackoffElapsed: backoffIsOver,
  PodDeadlineExceeded: podDeadlineIsOver,
  BackoffElapsed: (job, { at }) => job.due.backoff !== undefined && job.due.backoff <= at,
  DeadlineExceeded: (job, { at }) => job.due.deadline !== undefined && job.due.deadline <= at,
  TTLExpired: (job, { at }) => job.due.ttl !== undefined && job.due.ttl <= at,
  RulesAdopted: (job, { rules }) => Job.exists(job) && rules > job.rules
}

export const isNews = (job: Job.Job, fact: Fact): boolean => {
  // The table pairs each tag with the function for that tag; the compiler cannot follow the pairing through a lookup.
  const judge = judges[fact._tag] as (job: Job.Job, fact: Fact) => boolean
  return judge(job, fact)
}
