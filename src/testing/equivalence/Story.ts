/**
 * A story: a scenario that can be lived as well as played. Its Pods start at once and end by a script, and a user
 * changes the spec. What comes of it is compared.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import type * as Job from "../../domain/job/Job.ts"
import * as JobManifest from "../../domain/manifest/JobManifest.ts"
import * as JobStatus from "../../domain/projection/JobStatus.ts"
import type { Run, Standing } from "../../runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../runtime/control/Jobs.ts"
import * as PodScript from "../../runtime/simulation/PodScript.ts"
import type * as Scenario from "../../runtime/simulation/Scenario.ts"
import * as Simulation from "../../runtime/simulation/Simulation.ts"

/** What a Pod does: it starts as soon as it has its place, and ends as a whole. */
export interface Part {
  readonly match?: { readonly ordinal?: number; readonly index?: number }
  /** Milliseconds. */
  readonly runFor: number | "forever"
  readonly exitCode: number
  readonly restarts?: number
  readonly terminationTakes?: number
  /** Where a probe looks after the container. */
  readonly unhealthyAfter?: number
  readonly init?: ReadonlyArray<Scenario.InitRule>
}

export interface Story {
  readonly manifest: Scenario.Scenario["manifest"]
  readonly pods: ReadonlyArray<Part>
  /** Merge patches of the spec, by milliseconds since the creation. */
  readonly commands?: ReadonlyArray<{ readonly at: number; readonly patch: Scenario.Scenario["manifest"] }>
  /** Milliseconds after which it is looked at. */
  readonly until: number
}

/** What a run of a container does. */
export interface Act {
  /** Milliseconds until it ends by itself, and with which code. */
  readonly runsFor: number | "forever"
  readonly exitCode: number
  /** What it does when it is asked to end: it takes so many milliseconds, and ends with this code. */
  readonly onTerm: { readonly takes: number; readonly exitCode: number }
  /** How it stands from so many milliseconds after its start on; always well, unless a probe looks after it. */
  readonly stands: ReadonlyArray<Stand>
}

export interface Stand extends Standing {
  readonly after: number
}

/** What Pods do of which the story says nothing. */
const otherwise: Part = { runFor: 1010, exitCode: 0 }

const scenario = ({ pods, ...story }: Story): Scenario.Scenario => ({
  ...story,
  pods: [...pods, otherwise].map(({ terminationTakes = 0, ...part }) => ({
    ...part,
    startAfter: 0,
    terminationTakes
  }))
})

/** Pods bear other names each time a Job is created. */
const podName = /\bpod \S+/g

/** What users look at, but for the times. */
export const outcome = (job: Job.Job): unknown => {
  const { conditions = [], active, succeeded, failed, completedIndexes } = JobStatus.of(job)
  return {
    conditions: conditions.map(({ type, status, reason, message }) => [
      type,
      status,
      reason,
      message?.replaceAll(podName, "pod")
    ]),
    active,
    succeeded,
    failed,
    completedIndexes,
    pods: job.podSet.nextOrdinal
  }
}

/** In virtual time, by the scenario's own world. */
export const played = (story: Story): unknown =>
  outcome(
    Result.getOrThrow(Simulation.run(scenario(story), { batch: () => undefined, rejected: () => undefined }))
  )

/** A Pod's UID ends in its ordinal. */
const ordinalOf = ({ pod }: Run): number => Number.parseInt(pod.slice(28), 16)

const indexOf = ({ spec }: Run): number | undefined => {
  const index = spec.env.find(({ name }) => name === "JOB_COMPLETION_INDEX")?.value
  return index === undefined ? undefined : Number(index)
}

const initContainers = ({ manifest }: Story) =>
  Result.getOrThrow(JobManifest.decode(manifest)).spec?.template?.spec?.initContainers ?? []

/** What a run of a Pod does. */
export const act =
  (story: Story) =>
  (run: Run): Act => {
    const identity = { ordinal: ordinalOf(run), index: indexOf(run), attempt: 0 }
    const ofPod = PodScript.ruleFor(scenario(story).pods ?? [], identity)
    const item = initContainers(story).find(({ name }) => name === run.container)
    const rule =
      item === undefined
        ? ofPod
        : PodScript.initRuleFor(ofPod, { name: run.container, image: "", ...isSidecar(item) })
    const { exitCode } = PodScript.endOfRun(rule, run.attempt, (rule.restarts ?? 0) > run.attempt)
    // An init container that is no sidecar ends as its Pod does.
    const takes = PodScript.terminationTakes(item?.restartPolicy === "Always" ? rule : ofPod)
    const asked = item === undefined ? PodScript.endOfTermination(ofPod) : PodScript.terminated
    return {
      runsFor: PodScript.runFor(rule),
      exitCode,
      onTerm: { takes, exitCode: asked.exitCode },
      stands: stands(rule, run.spec.health?.livenessProbe !== undefined)
    }
  }

/** Well, until its probe says otherwise. */
const stands = (
  { unhealthyAfter: after }: Pick<Part, "unhealthyAfter">,
  isLookedAfter: boolean
): ReadonlyArray<Stand> =>
  after === undefined || !isLookedAfter
    ? [{ after: 0, ready: true }]
    : [
        { after: 0, ready: true },
        { after, ready: true, unhealthy: "LivenessProbe" }
      ]

const isSidecar = ({ restartPolicy }: { readonly restartPolicy?: string }) =>
  restartPolicy === undefined ? {} : { restartPolicy }

/** How the story's Job is called. */
export const reference = ({ manifest: { metadata } }: Story): Jobs.Reference => ({
  namespace: "default",
  name: Predicate.hasProperty(metadata, "name") ? String(metadata["name"]) : ""
})

/** Gives the user's commands, each at its time. */
export const commanded = (story: Story) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* Effect.forEach(
      story.commands ?? [],
      ({ at, patch }) => Effect.andThen(Effect.sleep(at), Effect.ignore(jobs.patch(reference(story), patch))),
      { concurrency: "unbounded", discard: true }
    )
  })
