/**
 * Containers as processes of this machine: no image, no isolation, and exit codes that outlive the controller.
 *
 * The processes are forked and kept by the keeper (`keeper/main.ts`), a small process that is started when it is needed.
 * A keeper that dies takes its processes with it: the next one kills what is left and tells that it is lost.
 */
import { realpathSync } from "node:fs"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import {
  ContainerRuntime,
  type ContainerRuntimeError,
  type RunKey
} from "../../runtime/container/ContainerRuntime.ts"
import { makeDirectory } from "../directory/MakeDirectory.ts"
import * as ContainerLog from "./ContainerLog.ts"
import * as Directory from "./keeper/Directory.ts"
import type { Settings } from "./keeper/Protocol.ts"
import * as KeeperClient from "./KeeperClient.ts"
import * as Machine from "./Machine.ts"
import * as ProcessSupport from "./ProcessSupport.ts"

/** Where the state is kept, and what may be set; who starts the keeper settles it for all. */
export interface Options {
  /** Made where it is missing. Whoever names the same directory shares its containers. */
  readonly directory: string
  /** How large the file of a log may grow, 10 MiB, and how many are kept of one run, 5 and at least 2 (LC-91). */
  readonly logs?: { readonly bytes: number; readonly files: number }
  /** For how long a keeper stays that has nothing to do; two seconds. */
  readonly lingerMillis?: number
}

const settingsOf = ({ directory, logs, lingerMillis = 2000 }: Options): Settings => {
  const { bytes, files } = logs ?? { bytes: 10 * 1024 * 1024, files: 5 }
  if (!(bytes >= 1)) throw new Error(`logs.bytes ${bytes}: must be at least 1`)
  if (!(files >= 2)) throw new Error(`logs.files ${files}: must be at least 2`)
  if (!(lingerMillis >= 1)) throw new Error(`lingerMillis ${lingerMillis}: must be at least 1`)
  makeDirectory(directory, 0o700)
  return { directory: realpathSync(directory), logBytes: bytes, logFiles: files, lingerMillis }
}

const failed = KeeperClient.failed("logs")

interface Watched {
  isOver: boolean
  problem: ContainerRuntimeError | undefined
}

/** Asks the keeper to say when the run is over, which ends the reading. */
const watch = (client: KeeperClient.Client, key: RunKey, watched: Watched) =>
  KeeperClient.call(client, { _tag: "ended", key }).pipe(
    Effect.catch((error) =>
      Effect.sync(() => {
        watched.problem = error._tag === "Superseded" ? failed("the keeper speaks of epochs") : error
      })
    ),
    Effect.andThen(
      Effect.sync(() => {
        watched.isOver = true
      })
    ),
    Effect.forkScoped
  )

const logs = (client: KeeperClient.Client, key: RunKey, follow: boolean) =>
  Effect.gen(function* () {
    const problem = Directory.keyProblem(key)
    if (problem !== undefined) return yield* failed(problem)
    const { directory } = client.program.settings
    const path = yield* Effect.tryPromise({ try: () => ContainerLog.pathOf(directory, key), catch: failed })
    if (path === undefined) return Stream.empty
    const watched: Watched = { isOver: !follow, problem: undefined }
    if (follow) yield* watch(client, key, watched)
    const lines = Stream.fromAsyncIterable(
      ContainerLog.read(path, () => watched.isOver),
      failed
    )
    const end = Stream.suspend(() =>
      watched.problem === undefined ? Stream.empty : Stream.fail(watched.problem)
    )
    return Stream.concat(lines, end)
  })

const make = (options: Options) =>
  Effect.gen(function* () {
    const settings = yield* Effect.try({
      try: () => settingsOf(options),
      catch: KeeperClient.failed("layer")
    })
    const client = yield* KeeperClient.make({ settings, starting: undefined })
    return ContainerRuntime.of({
      support: ProcessSupport.declaration,
      place: Machine.place(settings.directory),
      attach: (epoch) => KeeperClient.attach(client, epoch),
      list: KeeperClient.list(client),
      start: (epoch, run) => KeeperClient.call(client, { _tag: "start", epoch, run }),
      stop: (epoch, stop) => KeeperClient.call(client, { _tag: "stop", epoch, stop }),
      remove: (epoch, pod) => KeeperClient.call(client, { _tag: "remove", epoch, pod }),
      logs: (key, { follow }) => Stream.unwrap(logs(client, key, follow))
    })
  })

/** Processes whose state is in `directory`. The keeper is started when something is asked of it. */
export const layer = (options: Options): Layer.Layer<ContainerRuntime, ContainerRuntimeError> =>
  Layer.effect(ContainerRuntime, make(options))
