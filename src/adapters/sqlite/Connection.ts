/**
 * A connection to a store, as the port uses it: what can be asked, and appending. One is in a worker
 * (`WorkerConnection`), one in this thread, for those who only read (`ReadingConnection`).
 */
import type * as Effect from "effect/Effect"
import type { Wanted } from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import type * as LogHead from "../../runtime/log/LogHead.ts"
import type * as Appending from "./Appending.ts"
import type * as Reading from "./Reading.ts"
import type * as States from "./States.ts"
import type { StoreError } from "./StoreError.ts"

/** `behind` and `last` are positions in the log; of a stream, `behind` is a version. */
export type Request =
  | { readonly _tag: "Head" }
  | { readonly _tag: "DataVersion" }
  | { readonly _tag: "Rows"; readonly behind: number; readonly last: number }
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
  readonly DataVersion: number
  readonly Rows: ReadonlyArray<Reading.Row>
  readonly All: Reading.Page
  readonly OfStream: ReadonlyArray<HashedRecord>
  readonly Last: HashedRecord | undefined
  readonly States: States.Page
}

/** What was made of an append: its records' texts and hashes. Of a long one they are still to be read. */
export interface Written {
  readonly _tag: "Written"
  /** The position before its first record. */
  readonly behind: number
  readonly rows: ReadonlyArray<Pick<HashedRecord, "text" | "hash">> | undefined
}

export interface Connection {
  readonly ask: <R extends Request>(request: R) => Effect.Effect<Answers[R["_tag"]], StoreError>
  /** Appends in the order of the calls, durably. */
  readonly append: (append: Appending.Append) => Effect.Effect<Written | Appending.Stale, StoreError>
}
