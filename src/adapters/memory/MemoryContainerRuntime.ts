/**
 * Containers in memory: runs that do as scripted, on Effect's `Clock`. A real adapter, as strict as the others, for
 * tests of whatever stands on the port, in virtual time too. A runtime lives as long as its layer; controllers come and
 * go by attaching.
 */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as ContainerSpec from "../../domain/pod/ContainerSpec.ts"
import {
  ContainerRuntime,
  type LogLine,
  type Observation,
  type Run,
  type RunKey,
  type Stop,
  Superseded
} from "../../runtime/container/ContainerRuntime.ts"
import * as Ending from "../../runtime/container/Ending.ts"
import * as Behaviour from "./Behaviour.ts"
import * as MemoryLog from "./MemoryLog.ts"
import * as MemorySupport from "./MemorySupport.ts"

interface Entry {
  readonly key: RunKey
  readonly behaviour: Behaviour.Behaviour
  readonly startedAt: number
  readonly ended: Deferred.Deferred<void>
  last: Observation
  stopping: Behaviour.Stopping | undefined
  /** Waits for the end that is due next. */
  waiting: Fiber.Fiber<void> | undefined
}

type Subscriber = Queue.Queue<Observation, Superseded | Cause.Done>

interface State {
  readonly script: (run: Run) => Behaviour.Behaviour
  readonly scope: Scope.Scope
  readonly entries: Map<string, Entry>
  /** The same, by Pod. */
  readonly pods: Map<string, Array<Entry>>
  readonly logs: Map<string, Entry>
  readonly removed: Set<string>
  readonly attached: Map<Subscriber, number>
  epoch: number
}

const nameOf = ({ pod, container, attempt }: RunKey): string => JSON.stringify([pod, container, attempt])

const keyOf = ({ pod, container, attempt }: RunKey): RunKey => ({ pod, container, attempt })

const nothingToDo: Behaviour.Behaviour = { runsFor: "forever", exitCode: 0 }

/** Lets a controller in, and shows those before it out. */
const admit = (state: State, epoch: number): Effect.Effect<void, Superseded> =>
  Effect.suspend(() => {
    if (epoch < state.epoch) return new Superseded({ epoch, current: state.epoch })
    state.epoch = epoch
    for (const [subscriber, earlier] of state.attached) {
      if (earlier === epoch) continue
      state.attached.delete(subscriber)
      Queue.failCauseUnsafe(subscriber, Cause.fail(new Superseded({ epoch: earlier, current: epoch })))
    }
    return Effect.void
  })

const tell = (state: State, entry: Entry, observation: Observation): void => {
  entry.last = observation
  for (const subscriber of state.attached.keys()) Queue.offerUnsafe(subscriber, observation)
}

const isOver = ({ last }: Entry): boolean => last._tag !== "Started"

const end = (state: State, entry: Entry, { at, exitCode }: Behaviour.End): Effect.Effect<boolean> =>
  Effect.suspend(() => {
    if (isOver(entry)) return Effect.succeed(false)
    const reason = Ending.reasonOf(exitCode)
    const { key, startedAt } = entry
    tell(state, entry, { _tag: "Exited", ...key, exitCode, reason, startedAt, finishedAt: at })
    return Deferred.succeed(entry.ended, undefined)
  })

/** Waits for the end that is now due first, instead of the one that was. */
const plan = Effect.fnUntraced(function* (state: State, entry: Entry) {
  if (entry.waiting !== undefined) yield* Fiber.interrupt(entry.waiting)
  if (isOver(entry)) return
  const due = Behaviour.endOf(entry.behaviour, entry.startedAt, entry.stopping)
  if (due === undefined) return
  const now = yield* Clock.currentTimeMillis
  entry.waiting = yield* Effect.sleep(Math.max(0, due.at - now)).pipe(
    Effect.andThen(end(state, entry, due)),
    Effect.asVoid,
    Effect.forkIn(state.scope, { startImmediately: true })
  )
})

const enter = (state: State, key: RunKey, behaviour: Behaviour.Behaviour, at: number, last: Observation) => {
  const entry: Entry = {
    key,
    behaviour,
    startedAt: at,
    ended: Deferred.makeUnsafe<void>(),
    last,
    stopping: undefined,
    waiting: undefined
  }
  state.entries.set(nameOf(key), entry)
  const ofPod = state.pods.get(key.pod)
  if (ofPod === undefined) state.pods.set(key.pod, [entry])
  else ofPod.push(entry)
  tell(state, entry, last)
  return entry
}

/** When its time has come, tells how a run stands then; nothing of one that is over. */
const stand = (state: State, entry: Entry, { after, ...standing }: Behaviour.Stand) =>
  Effect.sleep(after).pipe(
    Effect.andThen(
      Effect.sync(() => {
        const { key, startedAt } = entry
        if (!isOver(entry)) tell(state, entry, { _tag: "Started", ...key, startedAt, ...standing })
      })
    ),
    Effect.forkIn(state.scope, { startImmediately: true })
  )

const start = (state: State) =>
  Effect.fnUntraced(function* (epoch: number, run: Run) {
    yield* admit(state, epoch)
    if (state.entries.has(nameOf(run)) || state.removed.has(run.pod)) return
    const at = yield* Clock.currentTimeMillis
    const behaviour = state.script(run)
    const key = keyOf(run)
    const [standing, changes] = Behaviour.standingsOf(behaviour)
    const last: Observation =
      behaviour.startFails === undefined
        ? { _tag: "Started", ...key, startedAt: at, ...standing }
        : {
            _tag: "Exited",
            ...key,
            exitCode: Ending.startError,
            reason: "StartError",
            startedAt: undefined,
            finishedAt: at
          }
    const entry = enter(state, key, behaviour, at, last)
    state.logs.set(nameOf(run), entry)
    if (isOver(entry)) yield* Deferred.succeed(entry.ended, undefined)
    yield* plan(state, entry)
    for (const change of changes) yield* stand(state, entry, change)
  })

const neverRan = (key: RunKey, finishedAt: number): Observation => ({
  _tag: "Exited",
  ...key,
  exitCode: Ending.killed,
  reason: Ending.statusUnknown,
  startedAt: undefined,
  finishedAt
})

const stop = (state: State) =>
  Effect.fnUntraced(function* (epoch: number, asked: Stop) {
    yield* admit(state, epoch)
    if (state.removed.has(asked.pod)) return
    const now = yield* Clock.currentTimeMillis
    const entry = state.entries.get(nameOf(asked))
    if (entry === undefined) {
      const key = keyOf(asked)
      enter(state, key, nothingToDo, now, neverRan(key, now))
      return
    }
    const before = entry.stopping
    const termAt = Math.min(before?.termAt ?? Number.POSITIVE_INFINITY, Ending.termTime(now, asked))
    entry.stopping = { termAt, killAt: Ending.killTime(termAt, asked.killAt, before?.killAt) }
    yield* plan(state, entry)
  })

const remove = (state: State) =>
  Effect.fnUntraced(function* (epoch: number, pod: string) {
    yield* admit(state, epoch)
    state.removed.add(pod)
    const at = yield* Clock.currentTimeMillis
    for (const entry of state.pods.get(pod) ?? []) {
      if (entry.waiting !== undefined) yield* Fiber.interrupt(entry.waiting)
      yield* end(state, entry, { at, exitCode: Ending.killed })
      state.entries.delete(nameOf(entry.key))
    }
    state.pods.delete(pod)
  })

const attach = (state: State, epoch: number): Stream.Stream<Observation, Superseded> =>
  Stream.callback<Observation, Superseded>((queue) =>
    Effect.andThen(
      admit(state, epoch),
      Effect.acquireRelease(
        Effect.sync(() => {
          for (const { last } of state.entries.values()) Queue.offerUnsafe(queue, last)
          state.attached.set(queue, epoch)
        }),
        () => Effect.sync(() => state.attached.delete(queue))
      )
    )
  )

const logs = (state: State, key: RunKey, follow: boolean): Stream.Stream<LogLine> =>
  Stream.suspend(() => {
    const entry = state.logs.get(nameOf(key))
    return entry === undefined ? Stream.empty : MemoryLog.read(entry, follow)
  })

/** A runtime of its own for each time the layer is built; `script` says what each run does. */
export const layer = (script: (run: Run) => Behaviour.Behaviour): Layer.Layer<ContainerRuntime> =>
  Layer.effect(
    ContainerRuntime,
    Effect.map(Effect.scope, (scope) => {
      const state: State = {
        script,
        scope,
        entries: new Map(),
        pods: new Map(),
        logs: new Map(),
        removed: new Set(),
        attached: new Map(),
        epoch: 0
      }
      return ContainerRuntime.of({
        support: MemorySupport.declaration,
        place: ContainerSpec.here,
        attach: (epoch) => attach(state, epoch),
        list: Effect.sync(() => [...state.entries.values()].map(({ last }) => last)),
        start: start(state),
        stop: stop(state),
        remove: remove(state),
        logs: (key, { follow }) => logs(state, key, follow)
      })
    })
  )
