/**
 * Commands on the Jobs of a store. Any process may give them, whether a controller runs or not (store rule (e)): each
 * is decided on the state of its Job and appended as one batch; where somebody was faster it is decided again.
 */
import { randomInt, randomUUID } from "node:crypto"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Result from "effect/Result"
import * as Admission from "../../domain/command/Admission.ts"
import * as Patching from "../../domain/command/Patching.ts"
import type { Fact, JobCreated } from "../../domain/event/Fact.ts"
import * as Decider from "../../domain/job/Decider.ts"
import * as Job from "../../domain/job/Job.ts"
import * as FieldSupport from "../../domain/manifest/FieldSupport.ts"
import type { PropagationPolicy } from "../../domain/manifest/JobSchema.ts"
import * as PodNames from "../../domain/pod/PodNames.ts"
import { ContainerRuntime } from "../container/ContainerRuntime.ts"
import { Conflict, EventLog, type EventLogError } from "../log/EventLog.ts"
import * as LogHead from "../log/LogHead.ts"
import * as Registry from "../log/Registry.ts"
import * as States from "../log/States.ts"
import * as Transaction from "./Transaction.ts"

/** How a user names a Job. */
export interface Reference {
  readonly namespace: string
  readonly name: string
}

export interface JobAlreadyExists {
  readonly _tag: "JobAlreadyExists"
  readonly name: string
  /** The Job that bears the name. */
  readonly job: Job.Job
}

/** The Job as a command leaves it. */
type Commanded = Effect.Effect<Job.Job, Admission.Rejection | EventLogError>

export class Jobs extends Context.Service<
  Jobs,
  {
    /** Creates a Job from a manifest as it was written (JSON-like data). */
    readonly create: (
      manifest: unknown
    ) => Effect.Effect<Job.Job, Admission.InvalidJob | JobAlreadyExists | EventLogError>
    /** The Job that bears a name now. */
    readonly get: (reference: Reference) => Effect.Effect<Job.Job, Admission.JobNotFound | EventLogError>
    /** Changes it by a JSON merge patch; `{ spec: { suspend: true } }` suspends. */
    readonly patch: (reference: Reference, patch: unknown) => Commanded
    readonly delete: (reference: Reference, propagationPolicy: PropagationPolicy | undefined) => Commanded
    readonly deletePod: (reference: Reference, ordinal: number) => Commanded
  }
>()("jobledger/runtime/Jobs") {}

type Log = EventLog["Service"]

/** The end of a name made from `generateName` (AJ-66). */
const suffix = (): string =>
  Array.from({ length: 5 }, () => PodNames.alphabet.charAt(randomInt(PodNames.alphabet.length))).join("")

/** The Job that bears a name, and the name's stream; a Job of version 0 where nobody does. */
const bearer = Effect.fnUntraced(function* (log: Log, { namespace, name }: Reference) {
  const last = yield* log.readLast(LogHead.nameStream(namespace, name))
  const nameVersion = last?.version ?? 0
  const uid = Registry.bearerOf(last?.event)
  if (uid === undefined) return { job: Job.initialState, nameVersion }
  return { job: yield* States.job(log, LogHead.jobStream(uid)), nameVersion }
})

/** Decides a fact on a state and appends what follows; `Conflict` where the state is not the newest. */
const told = (log: Log, before: Job.Job, nameVersion: number, fact: Fact) => {
  const batch = Decider.decide(before, fact)
  return Effect.as(log.append(Transaction.of({ before, batch, nameVersion })), batch.job)
}

/** Creates the Job of a name that somebody has borne before, unless somebody does now. */
const createAgain = Effect.fnUntraced(function* (log: Log, fact: JobCreated) {
  const { job, nameVersion } = yield* bearer(log, fact.metadata)
  if (!Job.exists(job)) return yield* told(log, Job.initialState, nameVersion, fact)
  const taken: JobAlreadyExists = { _tag: "JobAlreadyExists", name: fact.metadata.name, job }
  return yield* Effect.fail(taken)
})

/** Most names are new: who bears one is looked up where the log says that it is not. */
const create = Effect.fnUntraced(function* (log: Log, refusals: FieldSupport.Refusals, manifest: unknown) {
  const at = yield* Clock.currentTimeMillis
  const uid = randomUUID()
  const fact = yield* Effect.fromResult(
    Admission.createJob({ _tag: "CreateJob", at, uid, generatedSuffix: suffix(), manifest }, refusals)
  )
  return yield* Effect.catchTag(told(log, Job.initialState, 0, fact), "Conflict", () =>
    createAgain(log, fact)
  )
})

type Admits = (job: Job.Job, at: number) => Result.Result<Fact, Admission.Rejection>

const command = Effect.fnUntraced(function* (log: Log, reference: Reference, admits: Admits) {
  const at = yield* Clock.currentTimeMillis
  const { job, nameVersion } = yield* bearer(log, reference)
  const known: Job.Job = { ...job, metadata: { ...job.metadata, name: reference.name } }
  const fact = yield* Effect.fromResult(admits(known, at))
  return yield* told(log, job, nameVersion, fact)
})

/** Somebody was faster: look again, and decide again. */
const untilDecided = <A, E>(effect: Effect.Effect<A, E | Conflict>): Effect.Effect<A, E> =>
  effect.pipe(
    Effect.catch((error) => (error instanceof Conflict ? untilDecided(effect) : Effect.fail(error)))
  )

const make = (log: Log, refusals: FieldSupport.Refusals): Jobs["Service"] => ({
  create: (manifest) => untilDecided(create(log, refusals, manifest)),
  get: (reference) =>
    Effect.flatMap(bearer(log, reference), ({ job }): Effect.Effect<Job.Job, Admission.JobNotFound> =>
      Job.exists(job) ? Effect.succeed(job) : Effect.fail({ _tag: "JobNotFound", name: reference.name })
    ),
  patch: (reference, patch) =>
    untilDecided(
      command(log, reference, (job, at) => Patching.patchJob(job, { _tag: "PatchJob", at, patch }, refusals))
    ),
  delete: (reference, propagationPolicy) =>
    untilDecided(
      command(log, reference, (job, at) =>
        Admission.deleteJob(job, { _tag: "DeleteJob", at, propagationPolicy })
      )
    ),
  deletePod: (reference, ordinal) =>
    untilDecided(
      command(log, reference, (job, at) => Admission.deletePod(job, { _tag: "DeletePod", at, ordinal }))
    )
})

/** Jobs for a runtime that is not here: `support` says what it makes of the fields of a manifest. */
export const layerFor = (support: FieldSupport.Declaration): Layer.Layer<Jobs, never, EventLog> =>
  Layer.effect(
    Jobs,
    Effect.map(EventLog, (log) => make(log, FieldSupport.refusals(support)))
  )

/** Jobs for the runtime at hand: what it cannot do for one is refused when the Job is created. */
export const layer: Layer.Layer<Jobs, never, EventLog | ContainerRuntime> = Layer.unwrap(
  Effect.map(ContainerRuntime, ({ support }) => layerFor(support))
)
