/**
 * Containers as functions of this process: the image of a container names the function that does its work.
 *
 * An example of an adapter, whole and small. It is honest about what it is: a function cannot be killed, so one that
 * goes on behind its `killAt` is told as ended and heard no more; probes and hooks are refused; nothing outlives the
 * process.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { ContainerRuntime, ContainerSpec, Ending, FieldSupport } from "jobledger"

/** What a function sees of its container. */
export interface Container {
  readonly spec: ContainerSpec.ContainerSpec
  readonly print: (text: string, stream?: "stdout" | "stderr") => void
  /** What SIGTERM does instead of ending it with 143. */
  readonly onTerm: (handler: () => void) => void
}

/** Answers with the exit code. */
export type Program = (container: Container) => Promise<number>

type Observation = ContainerRuntime.Observation
type Lines = Queue.Queue<ContainerRuntime.LogLine, Cause.Done>
type Controller = Queue.Queue<Observation, ContainerRuntime.Superseded | Cause.Done>

interface Run {
  readonly key: ContainerRuntime.RunKey
  readonly lines: Array<ContainerRuntime.LogLine>
  readonly followers: Set<Lines>
  readonly startedAt: number | undefined
  last: Observation
  onTerm: (() => void) | undefined
  stop: { readonly termAt: number; readonly killAt: number } | undefined
  ending: Fiber.Fiber<void> | undefined
}

interface State {
  readonly programs: Readonly<Record<string, Program>>
  readonly scope: Scope.Scope
  readonly runs: Map<string, Run>
  /** UIDs of Pods, none of which may begin anything. */
  readonly removed: Set<string>
  readonly controllers: Map<Controller, number>
  epoch: number
}

const nameOf = ({ pod, container, attempt }: ContainerRuntime.RunKey): string =>
  JSON.stringify([pod, container, attempt])

const keyOf = ({ pod, container, attempt }: ContainerRuntime.RunKey): ContainerRuntime.RunKey => ({
  pod,
  container,
  attempt
})

/** Nobody of an earlier epoch is listened to, or told anything, any more. */
const admit = (state: State, epoch: number): Effect.Effect<void, ContainerRuntime.Superseded> =>
  Effect.suspend(() => {
    if (epoch < state.epoch) return new ContainerRuntime.Superseded({ epoch, current: state.epoch })
    state.epoch = epoch
    for (const [controller, earlier] of state.controllers) {
      if (earlier === epoch) continue
      state.controllers.delete(controller)
      const superseded = new ContainerRuntime.Superseded({ epoch: earlier, current: epoch })
      Queue.failCauseUnsafe(controller, Cause.fail(superseded))
    }
    return Effect.void
  })

const tell = (state: State, run: Run, observation: Observation): void => {
  run.last = observation
  for (const controller of state.controllers.keys()) Queue.offerUnsafe(controller, observation)
}

const isOver = ({ last }: Run): boolean => last._tag !== "Started"

/** The first end counts: a function that goes on behind it is not heard any more. */
const end = (state: State, run: Run, exitCode: number, finishedAt: number): void => {
  if (isOver(run)) return
  const { key, startedAt } = run
  tell(state, run, {
    _tag: "Exited",
    ...key,
    exitCode,
    reason: Ending.reasonOf(exitCode),
    startedAt,
    finishedAt
  })
  for (const follower of run.followers) Queue.endUnsafe(follower)
}

const write = (run: Run, at: number, stream: "stdout" | "stderr", text: string): void => {
  const line = { at: new Date(at).toISOString(), stream, text, isPartial: false }
  run.lines.push(line)
  for (const follower of run.followers) Queue.offerUnsafe(follower, line)
}

const enter = (state: State, key: ContainerRuntime.RunKey, last: Observation): Run => {
  const run: Run = {
    key,
    lines: [],
    followers: new Set(),
    startedAt: last._tag === "Started" ? last.startedAt : undefined,
    last,
    onTerm: undefined,
    stop: undefined,
    ending: undefined
  }
  state.runs.set(nameOf(key), run)
  tell(state, run, last)
  return run
}

/** What never ran, and why: it could not be started (LC-14), or was called off (LC-55). */
const never = (
  key: ContainerRuntime.RunKey,
  exitCode: number,
  reason: string,
  finishedAt: number
): Observation => ({ _tag: "Exited", ...key, exitCode, reason, startedAt: undefined, finishedAt })

/** A function that throws ends with 1, and says so. */
const work = (state: State, run: Run, program: Program, spec: ContainerSpec.ContainerSpec) =>
  Effect.gen(function* () {
    const container: Container = {
      spec,
      print: (text, stream = "stdout") => {
        if (!isOver(run)) write(run, Date.now(), stream, text)
      },
      onTerm: (handler) => {
        run.onTerm = handler
      }
    }
    const exitCode = yield* Effect.tryPromise(() => program(container)).pipe(
      Effect.catchTag("UnknownError", ({ cause }) =>
        Effect.sync(() => {
          container.print(String(cause), "stderr")
          return 1
        })
      )
    )
    end(state, run, exitCode, yield* Clock.currentTimeMillis)
  })

const start = (state: State) =>
  Effect.fnUntraced(function* (epoch: number, { spec, ...asked }: ContainerRuntime.Run) {
    yield* admit(state, epoch)
    const key = keyOf(asked)
    if (state.runs.has(nameOf(key)) || state.removed.has(key.pod)) return
    const at = yield* Clock.currentTimeMillis
    const program = state.programs[spec.image]
    if (program === undefined) {
      const run = enter(state, key, never(key, Ending.startError, "StartError", at))
      return write(run, at, "stderr", `no function is called ${spec.image}`)
    }
    const run = enter(state, key, { _tag: "Started", ...key, startedAt: at, ready: true })
    yield* Effect.forkIn(work(state, run, program, spec), state.scope, { startImmediately: true })
  })

/** SIGTERM at `termAt`, and the end of all patience at `killAt` (LC-51, LC-52). */
const ending = (state: State, run: Run, { termAt, killAt }: { termAt: number; killAt: number }) =>
  Effect.gen(function* () {
    yield* Effect.sleep(Math.max(0, termAt - (yield* Clock.currentTimeMillis)))
    if (run.onTerm === undefined) end(state, run, Ending.terminated, yield* Clock.currentTimeMillis)
    else run.onTerm()
    yield* Effect.sleep(Math.max(0, killAt - (yield* Clock.currentTimeMillis)))
    end(state, run, Ending.killed, yield* Clock.currentTimeMillis)
  })

const stop = (state: State) =>
  Effect.fnUntraced(function* (epoch: number, asked: ContainerRuntime.Stop) {
    yield* admit(state, epoch)
    if (state.removed.has(asked.pod)) return
    const now = yield* Clock.currentTimeMillis
    const run = state.runs.get(nameOf(asked))
    if (run === undefined) {
      const key = keyOf(asked)
      enter(state, key, never(key, Ending.killed, Ending.statusUnknown, now))
      return
    }
    const termAt = Math.min(run.stop?.termAt ?? Number.POSITIVE_INFINITY, Ending.termTime(now, asked))
    const killAt = Ending.killTime(termAt, asked.killAt, run.stop?.killAt)
    run.stop = { termAt, killAt }
    if (run.ending !== undefined) yield* Fiber.interrupt(run.ending)
    run.ending = yield* Effect.forkIn(ending(state, run, run.stop), state.scope)
  })

/** Its logs stay; the runs themselves are forgotten. */
const remove = (state: State) =>
  Effect.fnUntraced(function* (epoch: number, pod: string) {
    yield* admit(state, epoch)
    state.removed.add(pod)
    const now = yield* Clock.currentTimeMillis
    for (const run of state.runs.values()) if (run.key.pod === pod) end(state, run, Ending.killed, now)
  })

const known = ({ runs, removed }: State): ReadonlyArray<Observation> =>
  [...runs.values()].filter(({ key }) => !removed.has(key.pod)).map(({ last }) => last)

const attach = (state: State, epoch: number): Stream.Stream<Observation, ContainerRuntime.Superseded> =>
  Stream.callback<Observation, ContainerRuntime.Superseded>((controller) =>
    Effect.andThen(
      admit(state, epoch),
      Effect.acquireRelease(
        Effect.sync(() => {
          for (const observation of known(state)) Queue.offerUnsafe(controller, observation)
          state.controllers.set(controller, epoch)
        }),
        () => Effect.sync(() => state.controllers.delete(controller))
      )
    )
  )

const logs = (state: State, key: ContainerRuntime.RunKey, follow: boolean) =>
  Stream.suspend((): Stream.Stream<ContainerRuntime.LogLine> => {
    const run = state.runs.get(nameOf(key))
    if (run === undefined) return Stream.empty
    if (!follow || isOver(run)) return Stream.fromIterable(run.lines)
    return Stream.callback<ContainerRuntime.LogLine>((follower) =>
      Effect.acquireRelease(
        Effect.sync(() => {
          for (const line of run.lines) Queue.offerUnsafe(follower, line)
          run.followers.add(follower)
        }),
        () => Effect.sync(() => run.followers.delete(follower))
      )
    )
  })

/** What there is no way to do is refused by name, so that no Job starts that needs it. */
const support = ["containers[*]", "initContainers[*]"].flatMap((container) =>
  FieldSupport.each(
    `spec.template.spec.${container}`,
    ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "volumeMounts", "envFrom"],
    FieldSupport.refused("a function has none")
  )
)

/** A runtime of its own for each time the layer is built. */
export const layer = (
  programs: Readonly<Record<string, Program>>
): Layer.Layer<ContainerRuntime.ContainerRuntime> =>
  Layer.effect(
    ContainerRuntime.ContainerRuntime,
    Effect.map(Effect.scope, (scope) => {
      const state: State = {
        programs,
        scope,
        runs: new Map(),
        removed: new Set(),
        controllers: new Map(),
        epoch: 0
      }
      return ContainerRuntime.ContainerRuntime.of({
        support,
        place: ContainerSpec.here,
        attach: (epoch) => attach(state, epoch),
        list: Effect.sync(() => known(state)),
        start: start(state),
        stop: stop(state),
        remove: remove(state),
        logs: (key, { follow }) => logs(state, key, follow)
      })
    })
  )
