/**
 * Which Pods may run on this machine at once: a number of slots, given to the oldest that wait (promise P7).
 *
 * A Pod holds its slot from the grant until it has ended. Which Pods wait and which hold is derived from the states of
 * their Jobs; only the order of waiting is kept here, and that is the order of their creation: as they come, or, where
 * they did not come in that order, as `order` puts them.
 */
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as Pod from "../../domain/pod/Pod.ts"

/** A Pod of a Job, which is named by its stream. */
export interface Place {
  readonly stream: string
  readonly ordinal: number
}

/** `createdAt`: as the Pod has it, a whole second. */
interface Waiting extends Place {
  readonly createdAt: number
}

export interface Slots {
  readonly count: number
  /** Oldest first. */
  readonly waiting: Map<string, Waiting>
  readonly held: Set<string>
}

export const make = (count: number): Slots => ({ count, waiting: new Map(), held: new Set() })

const keyOf = ({ stream, ordinal }: Place): string => `${stream}/${ordinal}`

const waits = (pod: Pod.Pod): boolean =>
  !pod.slot && !pod.scheduled && pod.deletionAt === undefined && !Pod.isFinished(pod)

/** Takes in how a Pod stands now; `job` absent: it is gone with its Job. */
export const see = (slots: Slots, place: Place, job: Job | undefined): void => {
  const key = keyOf(place)
  const pod = job === undefined ? undefined : OrdinalMap.get(job.podSet.pods, place.ordinal)
  if (pod !== undefined && pod.slot && !Pod.isFinished(pod)) slots.held.add(key)
  else slots.held.delete(key)
  if (pod === undefined || !waits(pod)) slots.waiting.delete(key)
  else if (!slots.waiting.has(key)) slots.waiting.set(key, { ...place, createdAt: pod.createdAt })
}

const byAge = (one: Waiting, other: Waiting): number =>
  one.createdAt - other.createdAt ||
  (one.stream === other.stream ? one.ordinal - other.ordinal : one.stream < other.stream ? -1 : 1)

/**
 * Puts those that wait in order, where they were not seen as they were created: after a takeover they are seen Job by
 * Job, and after a conflict those are seen again that were granted a slot. Of the same second: by stream and ordinal.
 */
export const order = ({ waiting }: Slots): void => {
  const ordered = [...waiting].toSorted(([, one], [, other]) => byAge(one, other))
  waiting.clear()
  for (const [key, place] of ordered) waiting.set(key, place)
}

/** Grants what is free, oldest first; each grant is to be told to its Job as `SlotGranted`. */
export const grant = (slots: Slots): ReadonlyArray<Place> => {
  const granted: Array<Place> = []
  for (const [key, place] of slots.waiting) {
    if (slots.held.size >= slots.count) break
    slots.waiting.delete(key)
    slots.held.add(key)
    granted.push(place)
  }
  return granted
}
