/**
 * Kubernetes Events as `kubectl get events` and `kubectl describe` show them (KW-82, KW-109).
 *
 * An Event that repeats is one Event with a count, as a cluster keeps it.
 */
import type { KubernetesEvent } from "../../../domain/projection/KubernetesEvents.ts"
import * as HumanDuration from "./HumanDuration.ts"

/** `object` as kubectl writes it: `job/demo`; `namespace`: its own. */
export interface Said extends KubernetesEvent {
  readonly namespace: string
  readonly object: string
}

export interface Counted extends Said {
  readonly count: number
  readonly lastAt: number
}

/** In the order in which they were first said. */
export const counted = (events: ReadonlyArray<Said>): ReadonlyArray<Counted> => {
  const known = new Map<string, Counted>()
  for (const event of events) {
    const key = JSON.stringify([event.namespace, event.object, event.type, event.reason, event.message])
    const before = known.get(key)
    known.set(
      key,
      before === undefined
        ? { ...event, count: 1, lastAt: event.at }
        : { ...before, count: before.count + 1, lastAt: event.at }
    )
  }
  return [...known.values()]
}

export const headings: ReadonlyArray<string> = ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]

export const row = (
  { lastAt, type, reason, object, message }: Counted,
  now: number
): ReadonlyArray<string> => [HumanDuration.of(now - lastAt), type, reason, object, message.trim()]

const age = ({ at, lastAt, count }: Counted, now: number): string =>
  count === 1
    ? HumanDuration.of(now - at)
    : `${HumanDuration.of(now - lastAt)} (x${count} over ${HumanDuration.of(now - at)})`

/** All Events we know are said by the Job controller. */
const source = "job-controller"

/** The end of a description, in cells. */
export const described = (events: ReadonlyArray<Said>, now: number): ReadonlyArray<ReadonlyArray<string>> =>
  events.length === 0
    ? [["Events:", "<none>"]]
    : [
        ["Events:"],
        ["  Type", "Reason", "Age", "From", "Message"],
        ["  ----", "------", "----", "----", "-------"],
        ...counted(events)
          .toSorted((left, right) => left.lastAt - right.lastAt)
          .map((event) => [`  ${event.type}`, event.reason, age(event, now), source, event.message.trim()])
      ]
