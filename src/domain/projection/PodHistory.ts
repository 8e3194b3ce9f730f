/**
 * Every Pod a Job ever had, as a projection of the log (TR-24). The decider keeps none of this (promise P9).
 *
 * Instants are epoch milliseconds, as exact as the log has them.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Event, Tag } from "../event/Event.ts"

/** `attempt`: how many Pods its index had before; without indexes, its ordinal. */
export interface PodRecord {
  readonly ordinal: number
  readonly index: number | undefined
  readonly attempt: number
  readonly name: string
  readonly uid: string
  readonly createdAt: number
  readonly startedAt: number | undefined
  readonly finishedAt: number | undefined
  readonly deletionRequestedAt: number | undefined
  readonly deletedAt: number | undefined
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed"
  readonly reason: string | undefined
  /** Of the first container. */
  readonly exitCode: number | undefined
  readonly restarts: number
}

/** `container`: the first of the template, whose exit code and restarts are shown. */
export interface PodHistory {
  readonly container: string
  readonly pods: OrdinalMap.OrdinalMap<PodRecord>
  /** How many Pods each index had. */
  readonly attempts: OrdinalMap.OrdinalMap<number>
}

export const initialState: PodHistory = {
  container: "",
  pods: OrdinalMap.empty(),
  attempts: OrdinalMap.empty()
}

type Change = Partial<Omit<PodRecord, "ordinal">>

const changed = (history: PodHistory, ordinal: number, change: (pod: PodRecord) => Change): PodHistory => {
  const pod = OrdinalMap.get(history.pods, ordinal)
  return pod === undefined
    ? history
    : { ...history, pods: OrdinalMap.set(history.pods, ordinal, { ...pod, ...change(pod) }) }
}

const deletionRequested = (
  history: PodHistory,
  { ordinal, at }: { readonly ordinal: number; readonly at: number }
) => changed(history, ordinal, (pod) => ({ deletionRequestedAt: pod.deletionRequestedAt ?? at }))

/** A Pod that fails before it ran has no end to show (TR-16). */
const finished =
  (phase: "Succeeded" | "Failed") => (history: PodHistory, event: { ordinal: number; at: number }) =>
    changed(history, event.ordinal, ({ startedAt }) => ({
      phase,
      finishedAt: startedAt === undefined ? undefined : event.at
    }))

type Evolution = {
  readonly [T in Tag]?: (history: PodHistory, event: Extract<Event, { readonly _tag: T }>) => PodHistory
}

const evolution: Evolution = {
  JobCreated: (history, { spec }) => ({
    ...history,
    container: spec.template.spec.containers[0]?.name ?? ""
  }),
  PodCreated: (history, { at, ordinal, index, name, uid }) => {
    const attempt = index === undefined ? ordinal : (OrdinalMap.get(history.attempts, index) ?? 0)
    return {
      container: history.container,
      attempts: index === undefined ? history.attempts : OrdinalMap.set(history.attempts, index, attempt + 1),
      pods: OrdinalMap.set(history.pods, ordinal, {
        ordinal,
        index,
        attempt,
        name,
        uid,
        createdAt: at,
        startedAt: undefined,
        finishedAt: undefined,
        deletionRequestedAt: undefined,
        deletedAt: undefined,
        phase: "Pending",
        reason: undefined,
        exitCode: undefined,
        restarts: 0
      })
    }
  },
  PodStarted: (history, { ordinal, at }) =>
    changed(history, ordinal, () => ({ phase: "Running", startedAt: at })),
  ContainerStarted: (history, { ordinal, container, attempt }) =>
    container === history.container && attempt > 0
      ? changed(history, ordinal, () => ({ restarts: attempt }))
      : history,
  ContainerExited: (history, { ordinal, container, exitCode }) =>
    container === history.container ? changed(history, ordinal, () => ({ exitCode })) : history,
  ContainerLost: (history, { ordinal, container }) =>
    container === history.container ? changed(history, ordinal, () => ({ exitCode: 137 })) : history,
  PodEvicted: (history, { ordinal, exitCode, reason }) =>
    changed(history, ordinal, () => ({ exitCode, reason })),
  PodSucceeded: finished("Succeeded"),
  PodFailed: finished("Failed"),
  PodDeletionRequested: deletionRequested,
  PodDeletionRequestedByUser: deletionRequested,
  PodDeleted: (history, { ordinal, at }) => changed(history, ordinal, () => ({ deletedAt: at })),
  FinishedPodsDeleted: (history, { ordinals, at }) =>
    ordinals
      .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, offset) => first + offset))
      .reduce(
        (rest, ordinal) =>
          changed(rest, ordinal, (pod) => ({
            deletionRequestedAt: pod.deletionRequestedAt ?? at,
            deletedAt: at
          })),
        history
      )
}

export const evolve = (history: PodHistory, event: Event): PodHistory => {
  // The table pairs each tag with the function for that tag; the compiler cannot follow the pairing through a lookup.
  const change = evolution[event._tag] as ((history: PodHistory, event: Event) => PodHistory) | undefined
  return change === undefined ? history : change(history, event)
}
