/**
 * Intents, carried out (promise P7). Each is asked of the runtime once in the life of a controller, though asking
 * again would do no harm; the runtime answers with observations, never here.
 */
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Schedule from "effect/Schedule"
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as ContainerSpec from "../../domain/pod/ContainerSpec.ts"
import type * as Pod from "../../domain/pod/Pod.ts"
import * as PodNames from "../../domain/pod/PodNames.ts"
import * as Intents from "../../domain/projection/Intents.ts"
import type { ContainerRuntime, ContainerRuntimeError, Superseded } from "../container/ContainerRuntime.ts"
import * as LogHead from "../log/LogHead.ts"
import type { Place } from "./Slots.ts"
import * as Wakeups from "./Wakeups.ts"

interface Environment {
  readonly runtime: ContainerRuntime["Service"]
  readonly epoch: number
  /** What is being asked of the runtime. */
  readonly asking: FiberSet.FiberSet<void, Superseded | ContainerRuntimeError>
  readonly wakeups: Wakeups.Wakeups
}

/** A Pod in hand: where it is, and what was asked for it. */
interface Entry extends Place {
  readonly asked: Set<string>
}

export interface Actions extends Environment {
  /** By UID. */
  readonly pods: Map<string, Entry>
}

export const make = (environment: Environment): Actions => ({ ...environment, pods: new Map() })

export const placeOf = ({ pods }: Actions, uid: string): Place | undefined => pods.get(uid)

/** A runtime that cannot be reached is tried again for about half a minute. */
const patiently = Schedule.exponential("100 millis")
const retriesMax = 8

/** Asks the runtime, beside the loop. */
const ask = (
  { asking }: Actions,
  request: Effect.Effect<void, ContainerRuntimeError | Superseded>
): Effect.Effect<void> =>
  Effect.asVoid(
    FiberSet.run(
      asking,
      Effect.retry(request, {
        schedule: patiently,
        times: retriesMax,
        while: ({ _tag }) => _tag === "ContainerRuntimeError"
      })
    )
  )

/** The wait of a Pod for an instant, by what was asked for. */
const timerOf = (uid: string, asked: string): string => `${uid}/${asked}`

/** Nothing of this Pod is wanted any more: it waits for nothing, what runs of it is killed, and its files go. */
export const remove = (actions: Actions, uid: string): Effect.Effect<void> => {
  const awaited = [...(actions.pods.get(uid)?.asked ?? [])].filter((key) => key.startsWith("Await"))
  actions.pods.delete(uid)
  return Effect.andThen(
    Effect.forEach(awaited, (key) => Wakeups.cancel(actions.wakeups, timerOf(uid, key)), { discard: true }),
    ask(actions, actions.runtime.remove(actions.epoch, uid))
  )
}

/** A sidecar's turn may come later (LC-52). */
const stop = (
  actions: Actions,
  uid: string,
  { container, attempt, at: termAt, killAt }: Intents.StopContainer
): Effect.Effect<void> =>
  ask(actions, actions.runtime.stop(actions.epoch, { pod: uid, container, attempt, termAt, killAt }))

const perform = (
  actions: Actions,
  { stream, ordinal }: Place,
  job: Job,
  pod: Pod.Pod,
  intent: Intents.Intent
): Effect.Effect<unknown> => {
  const uid = PodNames.uid(job.metadata.uid, ordinal)
  const { runtime, epoch } = actions
  switch (intent._tag) {
    case "RequestSlot":
      return Effect.void
    case "StartContainer": {
      const { container, attempt } = intent
      const spec = ContainerSpec.of(job, pod, container, runtime.place)
      return spec === undefined
        ? Effect.void
        : ask(actions, runtime.start(epoch, { pod: uid, container, attempt, spec }))
    }
    case "AwaitContainerBackoff": {
      const { container, attempt, due } = intent
      return Wakeups.at(actions.wakeups, timerOf(uid, keyOf(intent)), stream, due, (at) => ({
        _tag: "ContainerBackoffElapsed",
        at,
        ordinal,
        container,
        attempt
      }))
    }
    case "AwaitPodDeadline":
      return Wakeups.at(actions.wakeups, timerOf(uid, keyOf(intent)), stream, intent.due, (at) => ({
        _tag: "PodDeadlineExceeded",
        at,
        ordinal
      }))
    case "StopContainer":
      return stop(actions, uid, intent)
  }
}

/** What tells the intents of a Pod apart. A run may be asked to end again, and sooner. */
const keyOf = (intent: Intents.Intent): string => {
  if (!("attempt" in intent)) return intent._tag
  const run = `${intent._tag}/${intent.container}/${intent.attempt}`
  return intent._tag === "StopContainer" ? `${run}/${intent.at}/${intent.killAt}` : run
}

/** Does what a Pod as it is now asks for, and was not asked for yet. */
export const ofPod = (actions: Actions, stream: string, job: Job, ordinal: number): Effect.Effect<void> => {
  // The Job may be gone with its last Pod; its stream still says whose Pod it was.
  const uid = PodNames.uid(LogHead.uidOf(stream), ordinal)
  const pod = OrdinalMap.get(job.podSet.pods, ordinal)
  if (pod === undefined) return actions.pods.has(uid) ? remove(actions, uid) : Effect.void
  const entry = actions.pods.get(uid) ?? { stream, ordinal, asked: new Set() }
  actions.pods.set(uid, entry)
  return Effect.forEach(
    Intents.ofPod(pod, job.spec.template),
    (intent) => {
      const key = keyOf(intent)
      if (entry.asked.has(key)) return Effect.void
      entry.asked.add(key)
      return perform(actions, entry, job, pod, intent)
    },
    { discard: true }
  )
}
