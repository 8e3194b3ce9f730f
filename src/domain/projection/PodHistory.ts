/**
 * Every Pod a Job ever had, as a projection of the log (TR-24). The decider keeps none of this (promise P9).
 *
 * Instants are epoch milliseconds, as exact as the log has them. When a Pod started and finished is what its runtime
 * reported of its containers, not when the controller heard of it.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Event, Tag } from "../event/Event.ts"
import type { PodCondition, PodEvicted } from "../event/Fact.ts"
import * as Job from "../job/Job.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as Pod from "../pod/Pod.ts"
import * as AllContainersRestarting from "./AllContainersRestarting.ts"
import * as ContainerHistory from "./ContainerHistory.ts"

/**
 * `attempt`: how many Pods its index had before; without indexes, its ordinal. `indexFailures`: with
 * `backoffLimitPerIndex`, the failures of its index before it (JC-92).
 */
export interface PodRecord {
  readonly ordinal: number
  readonly index: number | undefined
  readonly attempt: number
  readonly indexFailures: Pod.IndexFailures | undefined
  readonly name: string
  readonly uid: string
  /** What it was made from; that of a suspended Job may change afterwards (AJ-92). */
  readonly template: PodTemplate
  readonly createdAt: number
  /** When it got its place (LC-7). */
  readonly scheduledAt: number | undefined
  /** When its init containers were done with, if it has any (LC-40). */
  readonly initializedAt: number | undefined
  readonly startedAt: number | undefined
  readonly finishedAt: number | undefined
  readonly deletionRequestedAt: number | undefined
  readonly deletedAt: number | undefined
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed"
  readonly reason: string | undefined
  readonly ready: boolean
  readonly readyChangedAt: number | undefined
  readonly restartingAll: AllContainersRestarting.Restarting
  /** Those that came with its end from outside (LC-89). */
  readonly conditions: ReadonlyArray<PodCondition>
  readonly initContainers: ContainerHistory.Containers
  readonly containers: ContainerHistory.Containers
  /** Of the first container. */
  readonly exitCode: number | undefined
  readonly restarts: number
}

/** The containers are those of a new Pod; exit code and restarts of the first are shown. */
export interface PodHistory extends ContainerHistory.PodContainers {
  readonly pods: OrdinalMap.OrdinalMap<PodRecord>
  readonly template: PodTemplate
  /** How many Pods each index had. */
  readonly attempts: OrdinalMap.OrdinalMap<number>
}

export const initialState: PodHistory = {
  initContainers: [],
  containers: [],
  pods: OrdinalMap.empty(),
  template: Job.initialState.spec.template,
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

/** A Pod that fails before anything of it ran has no end to show (TR-16). */
const finishedAt = (pod: PodRecord, at: number): number | undefined =>
  pod.startedAt === undefined && pod.initContainers.every(({ run }) => run === undefined)
    ? undefined
    : (ContainerHistory.finishedAt(pod) ?? at)

interface Ended {
  readonly ordinal: number
  readonly at: number
  readonly reason?: string
}

const finished = (phase: "Succeeded" | "Failed") => (history: PodHistory, event: Ended) =>
  changed(history, event.ordinal, (pod) => ({
    ...(pod.initContainers.length === 0 ? {} : ContainerHistory.settled(pod)),
    phase,
    reason: event.reason ?? pod.reason,
    finishedAt: finishedAt(pod, event.at),
    ready: false,
    readyChangedAt: pod.ready ? event.at : pod.readyChangedAt,
    restartingAll: AllContainersRestarting.ended(pod.restartingAll, event.at)
  }))

const isFirst = ({ containers }: PodHistory, container: string): boolean => containers[0]?.name === container

/** One container changed; its init containers may be done with by that. */
const containerChanged = (
  pod: PodRecord,
  name: string,
  to: (container: ContainerHistory.ContainerRecord) => ContainerHistory.ContainerRecord,
  at: number
): Change => {
  const change = ContainerHistory.change(pod, name, to)
  const isInitialized =
    change.initContainers !== undefined &&
    pod.initializedAt === undefined &&
    ContainerHistory.isInitialized({ ...pod, ...change })
  return isInitialized ? { ...change, initializedAt: at } : change
}

const ended = (
  history: PodHistory,
  ordinal: number,
  container: string,
  end: ContainerHistory.End
): PodHistory =>
  changed(history, ordinal, (pod) => ({
    ...containerChanged(pod, container, ContainerHistory.ended(end), end.finishedAt),
    ...(isFirst(history, container) ? { exitCode: end.exitCode } : {})
  }))

const evicted = (pod: PodRecord, event: PodEvicted): Change => {
  const ended = ContainerHistory.evicted(pod, event)
  const exitCode = ended.containers[0]?.run?.exitCode
  return { ...ended, exitCode, reason: event.reason, conditions: event.conditions }
}

type Evolution = {
  readonly [T in Tag]?: (history: PodHistory, event: Extract<Event, { readonly _tag: T }>) => PodHistory
}

const evolution: Evolution = {
  JobCreated: (history, { spec }) => ({
    ...history,
    template: spec.template,
    initContainers: (spec.template.spec.initContainers ?? []).map((item) =>
      ContainerHistory.make(item.name, Pod.isSidecar(item))
    ),
    containers: spec.template.spec.containers.map(({ name }) => ContainerHistory.make(name))
  }),
  JobSpecChanged: (history, { spec: { template } }) => ({ ...history, template }),
  PodCreated: (history, { at, ordinal, index, indexFailures, name, uid }) => {
    const attempt = index === undefined ? ordinal : (OrdinalMap.get(history.attempts, index) ?? 0)
    return {
      ...history,
      attempts: index === undefined ? history.attempts : OrdinalMap.set(history.attempts, index, attempt + 1),
      pods: OrdinalMap.set(history.pods, ordinal, {
        ordinal,
        index,
        attempt,
        indexFailures,
        name,
        uid,
        template: history.template,
        createdAt: at,
        scheduledAt: undefined,
        initializedAt: undefined,
        startedAt: undefined,
        finishedAt: undefined,
        deletionRequestedAt: undefined,
        deletedAt: undefined,
        phase: "Pending",
        reason: undefined,
        ready: false,
        readyChangedAt: undefined,
        restartingAll: AllContainersRestarting.initialState,
        conditions: [],
        initContainers: history.initContainers,
        containers: history.containers,
        exitCode: undefined,
        restarts: 0
      })
    }
  },
  PodScheduled: (history, { ordinal, at }) => changed(history, ordinal, () => ({ scheduledAt: at })),
  PodStarted: (history, { ordinal, at, ready }) =>
    changed(history, ordinal, ({ containers }) => ({
      phase: "Running",
      startedAt: ContainerHistory.startedAt(containers) ?? at,
      ready,
      readyChangedAt: at
    })),
  PodReady: (history, { ordinal, at, ready }) =>
    changed(history, ordinal, () => ({ ready, readyChangedAt: at })),
  ContainerStarted: (history, event) =>
    changed(history, event.ordinal, (pod) => ({
      ...containerChanged(pod, event.container, ContainerHistory.started(event), event.startedAt),
      ...(isFirst(history, event.container) && event.attempt > 0 ? { restarts: event.attempt } : {})
    })),
  ContainerReady: (history, { ordinal, container, ready, at }) =>
    changed(history, ordinal, (pod) =>
      ContainerHistory.change(pod, container, ContainerHistory.ready(ready, at))
    ),
  ContainerStartupSucceeded: (history, { ordinal, container, at }) =>
    changed(history, ordinal, (pod) => containerChanged(pod, container, ContainerHistory.startedUp, at)),
  ContainerExited: (history, { ordinal, container, attempt, finishedAt, exitCode, reason }) =>
    ended(history, ordinal, container, { attempt, finishedAt, exitCode, reason }),
  ContainerLost: (history, { ordinal, container, attempt, at }) =>
    ended(history, ordinal, container, {
      attempt,
      finishedAt: at,
      exitCode: 137,
      reason: "ContainerStatusUnknown"
    }),
  ContainerRestartDecided: (history, { ordinal, container, due, at }) =>
    changed(history, ordinal, (pod) =>
      ContainerHistory.change(pod, container, (record) => ({
        ...record,
        due: due > at ? due : undefined
      }))
    ),
  AllContainersRestartDecided: (history, { ordinal, at }) =>
    changed(history, ordinal, () => ({ restartingAll: { holds: true, since: at } })),
  AllContainersRemoved: (history, { ordinal, at }) =>
    changed(history, ordinal, (pod) => AllContainersRestarting.removed(pod, at)),
  PodEvicted: (history, event) => changed(history, event.ordinal, (pod) => evicted(pod, event)),
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
