/**
 * `jobledger logs`: what the Pods of a Job wrote, also of Pods that are gone.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as OrdinalMap from "../../../domain/data/OrdinalMap.ts"
import * as Job from "../../../domain/job/Job.ts"
import type { ContainerRecord } from "../../../domain/projection/ContainerHistory.ts"
import * as LogTarget from "../../../domain/projection/LogTarget.ts"
import type { PodHistory, PodRecord } from "../../../domain/projection/PodHistory.ts"
import type * as Jobs from "../../../runtime/control/Jobs.ts"
import * as ProcessContainerRuntime from "../../process/ProcessContainerRuntime.ts"
import type { Failure } from "../Failure.ts"
import type { Begun } from "../live/Follower.ts"
import * as PodOutput from "../live/PodOutput.ts"
import * as PodsSettled from "../live/PodsSettled.ts"
import * as Reading from "../live/Reading.ts"
import * as Screen from "../live/Screen.ts"
import * as StoreDirectory from "../live/StoreDirectory.ts"
import * as Watch from "../live/Watch.ts"
import type { ObjectsNotFound } from "../LiveFailure.ts"
import * as Terminal from "../Terminal.ts"
import * as LogRange from "./LogRange.ts"

interface Asked {
  readonly directory: string
  /** Of a Job; where none bears the name, of a Pod. */
  readonly reference: Jobs.Reference
  /** The name is that of a Pod. */
  readonly isPod: boolean
  /** Of every Pod, attempts in order. */
  readonly all: boolean
  /** Of all containers of the Pod. */
  readonly allContainers: boolean
  /** Of the run before the last. */
  readonly previous: boolean
  readonly container: string | undefined
}

export interface Flags extends Asked {
  readonly isPrefixed: boolean
  readonly range: LogRange.LogRange
}

interface Options extends Asked {
  readonly output: PodOutput.Options
}

const runOf = (pod: PodRecord, container: ContainerRecord, attempt: number): Begun => ({
  at: 0,
  pod: pod.uid,
  name: pod.name,
  container: container.name,
  attempt
})

/** Every run of a container there was. */
const runsOf = (pod: PodRecord, container: ContainerRecord): ReadonlyArray<Begun> =>
  Array.from({ length: (container.run?.attempt ?? -1) + 1 }, (_, attempt) => runOf(pod, container, attempt))

const isWanted =
  ({ container }: Options) =>
  ({ name }: ContainerRecord): boolean =>
    container === undefined || name === container

const one = (options: Options, pods: ReadonlyArray<PodRecord>): ReadonlyArray<Begun> =>
  LogTarget.of(pods, options).map(({ pod, container, attempt }) => runOf(pod, container, attempt))

const chosen = (options: Options, pods: ReadonlyArray<PodRecord>): ReadonlyArray<Begun> =>
  options.all
    ? pods.flatMap((pod) =>
        [...pod.initContainers, ...pod.containers]
          .filter(isWanted(options))
          .flatMap((container) => runsOf(pod, container))
      )
    : one(options, pods)

const exists = ({ deletedAt }: PodRecord): boolean => deletedAt === undefined

/** Whose output is asked for: that of one Pod, or of some of the Pods of a Job. */
interface Meant {
  readonly kind: "job" | "pod"
  readonly job: Job.Job
  readonly known: ReadonlyArray<PodRecord>
  /** Those that are meant of all the Job ever had. */
  readonly among: (pods: PodHistory) => ReadonlyArray<PodRecord>
}

/** The Pods there are to choose from; those that are gone only where there is no other, or all are asked for. */
const choice =
  ({ all }: Options) =>
  (pods: PodHistory): ReadonlyArray<PodRecord> => {
    const known = OrdinalMap.values(pods.pods)
    return all || !known.some(exists) ? known : known.filter(exists)
  }

const meant = (options: Options) => {
  const { reference, isPod } = options
  const one = Effect.map(Reading.pod(reference), ({ job, pod }): Meant => ({
    kind: "pod",
    job,
    known: [pod],
    among: ({ pods }) => OrdinalMap.values(pods).filter(({ ordinal }) => ordinal === pod.ordinal)
  }))
  if (isPod) return one
  const among = choice(options)
  return Reading.job(reference).pipe(
    Effect.map(({ job, pods }): Meant => ({ kind: "job", job, known: among(pods), among })),
    Effect.catchTag("JobNotFound", (missing) => Effect.mapError(one, () => missing))
  )
}

/** Nothing more will run of what is meant. */
const isOver = (kind: Meant["kind"], job: Job.Job, pods: ReadonlyArray<PodRecord>): boolean =>
  kind === "job"
    ? Job.isOver(job)
    : pods.every(({ phase, deletedAt }) => deletedAt !== undefined || phase === "Failed")

/** The Pods to choose from; with `follow` not before there is a run to be shown, where one may come. */
const awaited = (options: Options, { kind, job, known, among }: Meant) => {
  const isThere = (now: Job.Job, pods: ReadonlyArray<PodRecord>): boolean =>
    isOver(kind, now, pods) || LogTarget.of(pods, options).length > 0
  if (!options.output.follow || options.previous || isThere(job, known)) return Effect.succeed(known)
  return Terminal.say([
    `jobledger: ${options.reference.name}: no container has run yet; waiting for the first`
  ]).pipe(
    Effect.andThen(PodsSettled.until(job.metadata.uid, (now, pods) => isThere(now, among(pods)))),
    Effect.map(among)
  )
}

/** Every Pod's, also of those that are still to come, until the Job is over. */
const coming = (options: Options, uid: string) => {
  const screen = Screen.make(true)
  return Watch.watch({
    jobs: [uid],
    since: 0,
    isQuiet: true,
    screen,
    output: (run) =>
      options.container === undefined || options.container === run.container
        ? PodOutput.show(screen, run, options.output)
        : Effect.void,
    isDone: Job.isOver
  })
}

const refuseUnknown = ({ container }: Options, { spec }: Job.Job): Effect.Effect<void, ObjectsNotFound> => {
  const { initContainers = [], containers } = spec.template.spec
  return container === undefined || [...initContainers, ...containers].some(({ name }) => name === container)
    ? Effect.void
    : Effect.fail({ _tag: "ObjectsNotFound", kind: "containers", names: [container] })
}

/** Which container was taken, where others were there to choose (LC-94). */
const defaulted = (options: Options, known: ReadonlyArray<PodRecord>): ReadonlyArray<string> => {
  const [target] = LogTarget.of(known, options)
  if (target === undefined || options.all || !LogTarget.isDefaulted(target.pod, options)) return []
  const { containers, initContainers } = target.pod
  const names = [...containers.map(({ name }) => name), ...initContainers.map(({ name }) => `${name} (init)`)]
  return [`Defaulted container ${JSON.stringify(target.container.name)} out of: ${names.join(", ")}`]
}

const there = (options: Options, found: Meant) =>
  Effect.gen(function* () {
    const known = yield* awaited(options, found)
    const runs = chosen(options, known)
    const [first] = runs
    if (!options.all && known.length > 1 && first !== undefined)
      yield* Terminal.say([`Found ${known.length} pods, using pod/${first.name}`])
    yield* Terminal.say(defaulted(options, known))
    if (first === undefined)
      yield* Terminal.say([
        `jobledger: ${options.reference.name}: no container has run ${options.previous ? "before" : "yet"}`
      ])
    const screen = Screen.make(true)
    yield* Effect.forEach(runs, (run) => PodOutput.show(screen, run, options.output), { discard: true })
  })

const shown = (options: Options) =>
  Effect.gen(function* () {
    const found = yield* meant(options)
    yield* refuseUnknown(options, found.job)
    if (found.kind === "pod" || !options.all || !options.output.follow) return yield* there(options, found)
    yield* coming(options, found.job.metadata.uid)
  })

export const run = ({ range, isPrefixed, ...asked }: Flags): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const output = yield* Effect.fromResult(LogRange.parse(range, yield* Clock.currentTimeMillis))
    yield* StoreDirectory.ensure(asked.directory)
    const { directory } = asked
    yield* Effect.provide(
      shown({ ...asked, output: { ...output, isPrefixed } }),
      Layer.merge(Reading.layer(directory), ProcessContainerRuntime.layer({ directory }))
    )
  })
