/**
 * A connection to a store, as the port uses it: what can be asked, and appending. Who appends has one in a worker
 * (`WritingConnection`), who only reads has one in this thread (`ReadingConnection`).
 */
import type * as Effect from "effect/Effect"
import type { StreamBatch, Wanted } from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import type * as LogHead from "../../runtime/log/LogHead.ts"
import type * as Appending from "./Appending.ts"
import type * as Reading from "./Reading.ts"
import type * as States from "./States.ts"
import type { StoreError } from "./StoreError.ts"

/** `behind` and `last` are positions in the log; of a stream, `behind` is a version. */
export type Request =
  | { readonly _tag: "Head" }
  | { readonly _tag: "All"; readonly behind: number; readonly last: number }
  | {
      readonly _tag: "OfStream"
      readonly stream: string
      readonly behind: number
      readonly last: number
    }
  | { readonly _tag: "Last"; readonly stream: string }
  | { readonly _tag: "States"; readonly wanted: Wanted; readonly from: States.Place }

/** What each request is answered with; a page is empty where nothing follows. */
export interface Answers {
  readonly Head: LogHead.LogHead
  readonly All: Reading.Page
  readonly OfStream: ReadonlyArray<HashedRecord>
  readonly Last: HashedRecord | undefined
  readonly States: States.Page
}

/** What became of an append. A defect is what could not be encoded: it was no event. */
export type Settled =
  | { readonly _tag: "Appended"; readonly records: ReadonlyArray<HashedRecord> }
  | { readonly _tag: "Defect"; readonly thrown: unknown }
  | Appending.Stale
  | StoreError

export type Settle = (settled: Settled) => void

export interface Connection {
  readonly ask: <R extends Request>(request: R) => Effect.Effect<Answers[R["_tag"]], StoreError>
  /** Appends in the order of the calls, durably, and tells each what became of it. */
  readonly append: (batches: ReadonlyArray<StreamBatch>, settle: Settle) => void
}
