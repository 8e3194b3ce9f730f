/**
 * `jobledger logs`: what the Pods of a Job wrote, also of Pods that are gone.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as OrdinalMap from "../../../domain/data/OrdinalMap.ts"
import type { ContainerRecord } from "../../../domain/projection/ContainerHistory.ts"
import * as LogTarget from "../../../domain/projection/LogTarget.ts"
import type { PodRecord } from "../../../domain/projection/PodHistory.ts"
import type * as Jobs from "../../../runtime/control/Jobs.ts"
import * as ProcessContainerRuntime from "../../process/ProcessContainerRuntime.ts"
import type { Failure } from "../Failure.ts"
import type { Begun } from "../live/Follower.ts"
import * as PodOutput from "../live/PodOutput.ts"
import * as Reading from "../live/Reading.ts"
import * as Screen from "../live/Screen.ts"
import * as Terminal from "../Terminal.ts"

export interface Options {
  readonly directory: string
  readonly reference: Jobs.Reference
  /** On to the end of the runs. */
  readonly follow: boolean
  /** Of every Pod, each line with its Pod, attempts in order. */
  readonly all: boolean
  /** Of the run before the last. */
  readonly previous: boolean
  readonly container: string | undefined
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

/** LC-93, LC-95. */
const one = (options: Options, [pod]: ReadonlyArray<PodRecord>): ReadonlyArray<Begun> => {
  const container = pod?.containers.find(isWanted(options))
  const attempt = container === undefined ? undefined : LogTarget.attempt(container, options.previous)
  return pod === undefined || container === undefined || attempt === undefined
    ? []
    : [runOf(pod, container, attempt)]
}

const chosen = (options: Options, pods: ReadonlyArray<PodRecord>): ReadonlyArray<Begun> =>
  options.all
    ? pods.flatMap((pod) =>
        pod.containers.filter(isWanted(options)).flatMap((container) => runsOf(pod, container))
      )
    : one(options, LogTarget.ranked(pods))

const shown = (options: Options) =>
  Effect.gen(function* () {
    const { pods } = yield* Reading.job(options.reference)
    const known = OrdinalMap.values(pods.pods)
    const runs = chosen(options, known)
    const [first] = runs
    if (!options.all && known.length > 1 && first !== undefined)
      yield* Terminal.say([`Found ${known.length} pods, using pod/${first.name}`])
    if (first === undefined)
      yield* Terminal.say([`jobledger: Job ${options.reference.name}: no container has run yet`])
    const screen = Screen.make(true)
    const { follow } = options
    yield* Effect.forEach(runs, (run) => PodOutput.show(screen, run, { follow, isPrefixed: options.all }), {
      concurrency: follow ? "unbounded" : 1,
      discard: true
    })
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  shown(options).pipe(
    Effect.provide(
      Layer.merge(
        Reading.layer(options.directory),
        ProcessContainerRuntime.layer({ directory: options.directory })
      )
    )
  )
