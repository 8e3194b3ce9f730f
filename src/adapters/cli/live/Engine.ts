/**
 * What a command needs of a store that lives: its log, the commands on its Jobs, where its containers run, and a
 * controller for as long as the command takes.
 */
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ContainerRuntime, ContainerRuntimeError } from "../../../runtime/container/ContainerRuntime.ts"
import * as Controller from "../../../runtime/control/Controller.ts"
import * as Jobs from "../../../runtime/control/Jobs.ts"
import type { EventLog, EventLogError } from "../../../runtime/log/EventLog.ts"
import * as ProcessContainerRuntime from "../../process/ProcessContainerRuntime.ts"
import * as ControllerLock from "../../sqlite/ControllerLock.ts"
import * as SqliteEventLog from "../../sqlite/SqliteEventLog.ts"
import type { StoreNotFound } from "../Failure.ts"
import * as StorePath from "../StorePath.ts"
import * as StoreDirectory from "./StoreDirectory.ts"

/** Where a store is, and how many of its Pods may run at once. */
export interface Options {
  readonly directory: string
  readonly slots: number
}

export type Live = EventLog | Jobs.Jobs | ContainerRuntime

export const layer = ({
  directory
}: Pick<Options, "directory">): Layer.Layer<Live, EventLogError | ContainerRuntimeError> =>
  Layer.provideMerge(
    Jobs.layer,
    Layer.mergeAll(
      SqliteEventLog.layer({ path: StorePath.database(directory) }),
      ProcessContainerRuntime.layer({ directory })
    )
  )

/** Gives a work a store that is there, and a controller for as long as it takes. */
export const onExisting = <A, E>(
  options: Options,
  work: Effect.Effect<A, E, Live>
): Effect.Effect<A, E | StoreNotFound | EventLogError | ContainerRuntimeError> =>
  Effect.andThen(
    StoreDirectory.ensure(options.directory),
    Effect.provide(controlled(options, work), layer(options))
  )

/**
 * Controls the store whenever nobody else does. Whoever is superseded nevertheless, as one that was frozen for long,
 * stands in line again.
 */
const control = ({
  directory,
  slots
}: Options): Effect.Effect<never, EventLogError | ContainerRuntimeError, EventLog | ContainerRuntime> =>
  Effect.forever(
    Effect.scoped(
      Effect.andThen(ControllerLock.hold(join(directory, "controller.lock")), Controller.run({ slots }))
    ).pipe(Effect.catchTag("Superseded", () => Effect.void))
  )

/** Sees to it that the store is controlled, by this process or another, until a work is done. */
export const controlled = <A, E, R>(
  options: Options,
  work: Effect.Effect<A, E, R>
): Effect.Effect<A, E | EventLogError | ContainerRuntimeError, R | EventLog | ContainerRuntime> =>
  Effect.raceFirst(work, control(options))
