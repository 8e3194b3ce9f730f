/**
 * A law: a sentence that holds of every history, whatever the world does.
 *
 * A law never decides and never looks at how something was decided. It sees what happened, remembered from the events
 * alone (`Memory`), and the states the reducers made of it, and objects in words, or says that it holds. Where its
 * premise is not given it says nothing, so that a law which nothing put to the test is not taken for one that held.
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { Event, Tag } from "../event/Event.ts"
import type { Batch } from "../job/Decider.ts"
import type { Job } from "../job/Job.ts"
import type { Memory } from "./Memory.ts"
import type { PodMemory } from "./PodMemory.ts"

/** What is wrong, in words; nothing when nothing is. */
export type Objection = string | undefined

/** What a law says where it speaks of what happened, and holds. */
export const holds = true

/** Nothing where what the law is about did not happen, so that it could not have been broken; or that it holds; or how not. */
export type Saying = Objection | typeof holds

/** A batch that was decided: the state before it, the batch with the state after it, and the memory after it. */
export interface Moment {
  readonly before: Job
  readonly batch: Batch
  readonly memory: Memory
}

/** What a law says to events of some types, given what had happened before each of them, and to its Pod, if it is there. */
export type OfEvents = {
  readonly [T in Tag]?: (
    memory: Memory,
    event: Extract<Event, { readonly _tag: T }>,
    pod: PodMemory | undefined
  ) => Saying
}

export interface Law {
  /** A sentence in one word, such as `podsAreReleasedOnce`. */
  readonly name: string
  /** The rules and promises it stands for. */
  readonly rules: string
  readonly text: string
  /** It walks all Pods or decides again: for tests, too dear to be checked after every batch of a long history. */
  readonly isThorough?: true
  readonly events?: OfEvents
  /** What it says, when a batch ends, to each Pod in hand that its events speak of. */
  readonly pods?: (moment: Moment, pod: PodMemory) => Saying
  /** What it says to a batch as a whole, and to the state after it. */
  readonly batch?: (moment: Moment) => Saying
}

/** A law was broken: by an event, or by a batch, which is told by the fact that opened it. */
export interface Violation {
  readonly law: string
  readonly event: Event | undefined
  readonly says: string
}

/** A violation as one line. */
export const render = ({ law, event, says }: Violation): string =>
  event === undefined ? `${law}: ${says}` : `${law}: ${says} (${event._tag} at ${Timestamp.exact(event.at)})`
