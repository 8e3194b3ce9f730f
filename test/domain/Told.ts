/**
 * What a story tells the domain, in the words of the story: a Job is created, a Pod runs, a Pod ends.
 *
 * Each is turned into facts when its turn comes, because some need the Job as it is then: the names of its containers,
 * the number of the run that ends. Commands go through `Admission`, so that defaults and validation are part of every
 * story.
 */
import * as Result from "effect/Result"
import * as Admission from "../../src/domain/command/Admission.ts"
import * as Patching from "../../src/domain/command/Patching.ts"
import type { Fact } from "../../src/domain/event/Fact.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import * as PodSet from "../../src/domain/job/PodSet.ts"
import type { JobSpec, PropagationPolicy } from "../../src/domain/manifest/JobSchema.ts"
import type { Container, Pod } from "../../src/domain/pod/Pod.ts"
import * as Timers from "../../src/domain/projection/Timers.ts"
import * as Clock from "./Clock.ts"

/** `at` in seconds; absent: at the instant of what was told before. */
export interface Told {
  readonly at: number | undefined
  readonly facts: (at: number, job: Job) => ReadonlyArray<Fact>
}

export type Story = Told | ReadonlyArray<Told>

/** Tells all of it at an instant. */
export const at = (seconds: number, ...story: ReadonlyArray<Told>): ReadonlyArray<Told> =>
  story.map((told) => ({ ...told, at: seconds }))

const told = (facts: Told["facts"]): Told => ({ at: undefined, facts })

type Undated<F> = F extends unknown ? Omit<F, "at"> : never

/** A fact word by word. */
export const fact = (fields: Undated<Fact>): Told => told((instant) => [{ ...fields, at: instant }])

export const uid = "5f2f0c12-96a6-4dd8-8c2b-000000000000"

export type SpecFields = Partial<Omit<JobSpec, "template">>
export type PodFields = Record<string, unknown>

/** A Job of one container `main`, restartPolicy Never; what is not given is left to the defaults. */
export const manifest = (spec: SpecFields = {}, pod: PodFields = {}) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "demo" },
  spec: {
    ...spec,
    template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }], ...pod } }
  }
})

const admitted = (result: Result.Result<Fact, Admission.Rejection>): ReadonlyArray<Fact> =>
  Result.match(result, {
    onFailure: (rejection) => {
      throw new Error(Admission.describe(rejection).join("\n"))
    },
    onSuccess: (fact) => [fact]
  })

/** The Job is created. */
export const job = (spec?: SpecFields, pod?: PodFields): Told =>
  told((instant) =>
    admitted(
      Admission.createJob({
        _tag: "CreateJob",
        at: instant,
        uid,
        generatedSuffix: "00000",
        manifest: manifest(spec, pod)
      })
    )
  )

const patches = (patch: object): Told =>
  told((instant, before) => admitted(Patching.patchJob(before, { _tag: "PatchJob", at: instant, patch })))

/** A patch of the spec; `null` removes a field. */
export const changes = (spec: { readonly [K in keyof SpecFields]?: SpecFields[K] | null }): Told =>
  patches({ spec })

export const changesTemplate = (template: object): Told => patches({ spec: { template } })

export const changesMetadata = (metadata: object): Told => patches({ metadata })

export const isSuspended = changes({ suspend: true })
export const isResumed = changes({ suspend: false })

export const isDeleted = (propagationPolicy?: PropagationPolicy): Told =>
  told((instant, before) =>
    admitted(Admission.deleteJob(before, { _tag: "DeleteJob", at: instant, propagationPolicy }))
  )

/** A user deletes the Pod. */
export const podIsDeleted = (ordinal: number): Told =>
  told((instant, before) =>
    admitted(Admission.deletePod(before, { _tag: "DeletePod", at: instant, ordinal }))
  )

const podOf = (before: Job, ordinal: number): Pod => {
  const pod = PodSet.get(before.podSet, ordinal)
  if (pod === undefined) throw new Error(`there is no Pod ${ordinal}`)
  return pod
}

const starts = (instant: number, ordinal: number, run: Container, ready: boolean): Fact => ({
  _tag: "ContainerStarted",
  at: instant,
  ordinal,
  container: run.name,
  attempt: run.attempt + 1,
  ready,
  startedAt: instant
})

/** The Pod gets its slot and all its containers start. */
export const podRuns = (ordinal: number, { ready = true } = {}): Told =>
  told((instant, before) => [
    { _tag: "SlotGranted", at: instant, ordinal },
    ...podOf(before, ordinal).containers.map((run) => starts(instant, ordinal, run, ready))
  ])

export const podsRun = (...ordinals: ReadonlyArray<number>): ReadonlyArray<Told> =>
  ordinals.map((ordinal) => podRuns(ordinal))

/** The first container ends with the code, the others with 0; `finishedAt` in seconds. */
export const podEnds = (
  ordinal: number,
  exitCode: number,
  { finishedAt }: { finishedAt?: number } = {}
): Told =>
  told((instant, before) =>
    podOf(before, ordinal).containers.map(({ name, attempt }, position) => ({
      _tag: "ContainerExited",
      at: instant,
      ordinal,
      container: name,
      attempt,
      exitCode: position === 0 ? exitCode : 0,
      reason: position === 0 && exitCode !== 0 ? "Error" : "Completed",
      finishedAt: finishedAt === undefined ? instant : Clock.instant(finishedAt)
    }))
  )

export const podsEnd = (exitCode: number, ...ordinals: ReadonlyArray<number>): ReadonlyArray<Told> =>
  ordinals.map((ordinal) => podEnds(ordinal, exitCode))

/** One container of the Pod starts a run. */
export const containerStarts = (ordinal: number, container: string, attempt = 0): Told =>
  told((instant) => [
    { _tag: "ContainerStarted", at: instant, ordinal, container, attempt, ready: true, startedAt: instant }
  ])

/** A run of one container of the Pod ends. */
export const containerEnds = (ordinal: number, container: string, exitCode: number, attempt = 0): Told =>
  told((instant) => [
    {
      _tag: "ContainerExited",
      at: instant,
      ordinal,
      container,
      attempt,
      exitCode,
      reason: exitCode === 0 ? "Completed" : "Error",
      finishedAt: instant
    }
  ])

/** The back-off of the first container is over and its next run starts. */
export const containerRestarts = (ordinal: number): Told =>
  told((instant, before) =>
    podOf(before, ordinal)
      .containers.slice(0, 1)
      .flatMap((run): ReadonlyArray<Fact> => [
        {
          _tag: "ContainerBackoffElapsed",
          at: instant,
          ordinal,
          container: run.name,
          attempt: run.attempt + 1
        },
        starts(instant, ordinal, run, true)
      ])
  )

export const podIsReady = (ordinal: number, ready: boolean): Told =>
  told((instant, before) =>
    podOf(before, ordinal)
      .containers.slice(0, 1)
      .map(({ name, attempt }) => ({
        _tag: "ContainerReady",
        at: instant,
        ordinal,
        container: name,
        attempt,
        ready
      }))
  )

export const podIsEvicted = (ordinal: number, reason = "Evicted"): Told =>
  told((instant) => [
    {
      _tag: "PodEvicted",
      at: instant,
      ordinal,
      reason,
      conditions: [{ type: "DisruptionTarget", status: "True" }],
      exitCode: 137,
      containerReason: "Error",
      finishedAt: instant
    }
  ])

export const timeIsUp = (timer: Timers.Timer): Told => told((instant) => [Timers.factOf(timer, instant)])
