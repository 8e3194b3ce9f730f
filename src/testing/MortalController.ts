/**
 * Controllers that die at a place of the log, as if they were killed: from then on nothing they ask for happens, and
 * nothing of their memory is used again. A successor starts with the same log and the same runtime.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { ContainerRuntime } from "../runtime/container/ContainerRuntime.ts"
import * as Controller from "../runtime/control/Controller.ts"
import { EventLog } from "../runtime/log/EventLog.ts"
import type { Death } from "../runtime/simulation/Disturbance.ts"

/** When a controller dies: `after` so many appends of its own, the one that opens its epoch included. */
export interface Fate {
  readonly after: number
  /** At the append itself, or when everything that follows from it was asked for, before the next one. */
  readonly death: Death
  /** So long there is nobody, in milliseconds; a successor starts at once where nothing is said. */
  readonly vacancy?: number
}

/** These fates one after the other, again and again. */
export const forEver = function* (...fates: ReadonlyArray<Fate>): Generator<Fate> {
  while (true) yield* fates
}

/** The ports of a controller of this fate, and the news of its death. */
const ports = Effect.fnUntraced(function* ({ after, death }: Fate) {
  const log = yield* EventLog
  const runtime = yield* ContainerRuntime
  const died = yield* Deferred.make<void>()
  let appends = 0
  const dies = Effect.andThen(Deferred.succeed(died, undefined), Effect.die("killed"))
  const alive = <A, E>(asked: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    Effect.suspend(() => (Deferred.isDoneUnsafe(died) ? Effect.die("dead") : asked))
  const append: typeof log.append = (batches) =>
    Effect.suspend(() => {
      // What was asked for before has been taken by the runtime.
      if (appends === after) return Effect.andThen(Effect.yieldNow, dies)
      return Effect.tap(log.append(batches), ({ length }) => {
        if (length > 0) appends += 1
        return death === "BeforeIntents" && appends === after ? dies : Effect.void
      })
    })
  return {
    died,
    log: EventLog.of({ ...log, append: (batches) => alive(append(batches)) }),
    runtime: ContainerRuntime.of({
      ...runtime,
      start: (epoch, run) => alive(runtime.start(epoch, run)),
      stop: (epoch, stop) => alive(runtime.stop(epoch, stop)),
      remove: (epoch, pod) => alive(runtime.remove(epoch, pod))
    })
  }
})

/** Controls a store until it dies; what is left of it then is not waited for. */
const live = (options: Controller.Options, fate: Fate) =>
  Effect.gen(function* () {
    const { died, log, runtime } = yield* ports(fate)
    const life = yield* Controller.run(options).pipe(
      Effect.provideService(EventLog, log),
      Effect.provideService(ContainerRuntime, runtime),
      Effect.forkChild({ startImmediately: true })
    )
    yield* Effect.raceFirst(Fiber.await(life), Deferred.await(died))
    if (!(yield* Deferred.isDone(died))) return yield* Fiber.join(life)
    if (fate.vacancy !== undefined) yield* Effect.sleep(fate.vacancy)
  })

/** Controls a store, one controller after the other: each has the fate that is given for it, and the last has none. */
export const run = (
  options: Controller.Options,
  fates: Iterable<Fate>
): Effect.Effect<never, Controller.ControllerError, EventLog | ContainerRuntime> =>
  Effect.gen(function* () {
    for (const fate of fates) yield* live(options, fate)
    return yield* Controller.run(options)
  })
