/**
 * What goes between the port and the worker that has the connection.
 */
import type { Recorded } from "../../domain/event/Event.ts"
import type { Slot, Stale } from "./Appending.ts"
import type { Answers, Request, Written } from "./Connection.ts"
import type { StoreError } from "./StoreError.ts"

/** `Events` go before their `Append`, which brings the last of them: a long message would hold up its sender. */
export type ToWorker =
  | { readonly _tag: "Ask"; readonly id: number; readonly request: Request }
  | { readonly _tag: "Events"; readonly id: number; readonly events: ReadonlyArray<Recorded> }
  | {
      readonly _tag: "Append"
      readonly id: number
      readonly slots: ReadonlyArray<Slot>
      readonly events: ReadonlyArray<Recorded>
    }
  | { readonly _tag: "Close" }

/** The id under which the worker tells whether it could open the store. */
export const opening = 0

/** The id under which its end is waited for. */
export const closing = -1

export type Value = Answers[Request["_tag"]] | Written | Stale | undefined

export type Answer =
  | { readonly _tag: "Done"; readonly id: number; readonly value: Value }
  | { readonly _tag: "Failed"; readonly id: number; readonly error: Pick<StoreError, "kind" | "reason"> }

export type FromWorker = ReadonlyArray<Answer>
