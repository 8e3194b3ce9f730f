/**
 * What an event of a Pod is told with.
 */
import type { Event } from "../../domain/event/Event.ts"
import type { Batch } from "../../domain/job/Decider.ts"
import type * as PodHistory from "../../domain/projection/PodHistory.ts"

/** The Pod an event is about, as it is after the event, and the batch the event came in. */
export interface About {
  readonly pod: PodHistory.PodRecord
  readonly name: string
  readonly batch: Batch
}

type Released = Extract<Event, { readonly _tag: "PodReleased" }>

/** How the batch lets go of the Pod, if it does. */
export const release = ({ batch, pod }: About): Released | undefined =>
  batch.events.flatMap((event) =>
    event._tag === "PodReleased" && event.ordinal === pod.ordinal ? [event] : []
  )[0]
