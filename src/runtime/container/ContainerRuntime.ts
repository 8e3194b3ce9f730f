/**
 * The port to where containers run: in memory, as processes, on Docker.
 *
 * It decides nothing. It starts runs, stops them, and tells what became of them. Everything is keyed by Pod UID,
 * container and attempt, and asking twice is asking once (promise P7): a key runs at most once, whatever is asked
 * and whoever dies in between.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type { UnhealthyCause } from "../../domain/event/Fact.ts"
import type { Declaration } from "../../domain/manifest/FieldSupport.ts"
import type * as ContainerSpec from "../../domain/pod/ContainerSpec.ts"

/** One run of one container. `pod`: the Pod's UID. `attempt`: from 0. */
export interface RunKey {
  readonly pod: string
  readonly container: string
  readonly attempt: number
}

/** What to start: the key and what the manifest says of the container, ready to be run. */
export interface Run extends RunKey {
  readonly spec: ContainerSpec.ContainerSpec
}

/**
 * Ask to end by SIGTERM, not before `termAt`, where that is given: a sidecar waits for its turn (LC-52). What still runs at
 * `killAt` is killed. Epoch milliseconds.
 */
export interface Stop extends RunKey {
  readonly termAt?: number
  readonly killAt: number
}

/**
 * How a run that goes on stands: `ready` once its probes have nothing against it, `started` unless its startup probe is
 * still to say so, `unhealthy` where it must not go on (LC-17, LC-42, LC-71). Each change is told anew.
 */
export interface Standing {
  readonly ready: boolean
  readonly started?: boolean
  readonly unhealthy?: UnhealthyCause
}

/**
 * What the runtime knows of a run. Instants are epoch milliseconds; `exitCode` is 128 + n for signal n (LC-15) and
 * 128 with reason `StartError` where nothing could be started (LC-14); `Lost`: it was started, and nobody knows what
 * became of it (LC-56).
 */
export type Observation =
  | (RunKey & Standing & { readonly _tag: "Started"; readonly startedAt: number })
  | (RunKey & {
      readonly _tag: "Exited"
      readonly exitCode: number
      readonly reason: string
      /** Absent where it never began. */
      readonly startedAt: number | undefined
      readonly finishedAt: number
    })
  | (RunKey & { readonly _tag: "Lost"; readonly lostAt: number })

/** A line a container wrote; `isPartial`: the next line of the same stream continues it (LC-91). */
export interface LogLine {
  readonly at: string
  readonly stream: "stdout" | "stderr"
  readonly text: string
  readonly isPartial: boolean
}

/** The mechanism failed: it cannot be reached, or cannot do what it promised. */
export class ContainerRuntimeError extends Schema.TaggedError<ContainerRuntimeError>()(
  "ContainerRuntimeError",
  { method: Schema.String, reason: Schema.String }
) {}

/** Another controller, of a later epoch, has taken over: whoever gets this stops, and starts nothing (store rule (e)). */
export class Superseded extends Schema.TaggedError<Superseded>()("Superseded", {
  epoch: Schema.Int,
  current: Schema.Int
}) {}

export class ContainerRuntime extends Context.Service<
  ContainerRuntime,
  {
    /** What it makes of each field of a manifest: a Job that needs what it cannot do is refused. */
    readonly support: Declaration
    /** Where its Pods are, as they are told. */
    readonly place: ContainerSpec.Place
    /**
     * From now on only this epoch, or a later one, may start, stop and remove. Gives what happens from here on, and
     * before it the last that is known of every run that was not removed: nothing is missed, some is told again.
     */
    readonly attach: (epoch: number) => Stream.Stream<Observation, ContainerRuntimeError | Superseded>
    /** The last that is known of every run that was not removed: one that was told of and is missing here is lost (promise P7). */
    readonly list: Effect.Effect<ReadonlyArray<Observation>, ContainerRuntimeError>
    /**
     * Begins a run; `Started` or `Exited` follows: `Started` when its postStart hook is done (LC-42, LC-71), `Exited` when its
     * log is complete. A key that was asked for before is left as it is, and one that ran before is never run again.
     */
    readonly start: (epoch: number, run: Run) => Effect.Effect<void, ContainerRuntimeError | Superseded>
    /**
     * Ends a run, all of its processes: first its preStop hook, at once and not beyond `killAt`, then SIGTERM, not before
     * `termAt`, then SIGKILL (LC-51). All of it is the runtime's to see to, whatever becomes of the controller. A later
     * stop can only bring `termAt` and `killAt` forward. A key that never ran will not run: it is `Exited` with 137,
     * `ContainerStatusUnknown` (LC-55).
     */
    readonly stop: (epoch: number, stop: Stop) => Effect.Effect<void, ContainerRuntimeError | Superseded>
    /**
     * Forgets a Pod: kills what is left of it, whose ends are told, and cleans up its files; its logs stay. Nothing of
     * this Pod begins after it, new attempts neither.
     */
    readonly remove: (epoch: number, pod: string) => Effect.Effect<void, ContainerRuntimeError | Superseded>
    /** What a run wrote, in order; with `follow` on until it has ended. Nothing where it never wrote. */
    readonly logs: (
      key: RunKey,
      options: { readonly follow: boolean }
    ) => Stream.Stream<LogLine, ContainerRuntimeError>
  }
>()("jobledger/runtime/ContainerRuntime") {}
