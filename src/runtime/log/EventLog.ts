/**
 * The port to the log: the only truth there is (promise P1).
 *
 * A batch is appended whole or not at all, behind the version its decider saw; several batches, of several streams or
 * of one, go in one append (store rule (c)). What was appended is there: `append` answers when it is durable, as far
 * as the mechanism can be.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import type { Recorded } from "../../domain/event/Event.ts"
import type { Standing } from "../../domain/job/Standing.ts"
import type { HashedRecord } from "./Jsonl.ts"
import type { LogHead } from "./LogHead.ts"
import type { StoredState } from "./StoredState.ts"

/**
 * `expectedVersion`: the version of the stream the events were decided at; 0 for a new stream. Without events a batch
 * only asks that the stream stands there: so a controller shows that its epoch is the current one (store rule (e)).
 */
export interface StreamBatch {
  readonly stream: string
  readonly expectedVersion: number
  readonly events: ReadonlyArray<Recorded>
  /** The state of the Job after the batch, where it is worth keeping; a log that keeps none does not ask for it. */
  readonly state?: () => StoredState
}

/** Which Jobs: that of one stream, or those that have come as far as a standing and no further. */
export type Wanted = { readonly stream: string } | { readonly upTo: Standing }

/** Of a stream: its state at some record, as `StoredState.of` made it, or a record. */
export type Told =
  | { readonly _tag: "State"; readonly stream: string; readonly text: string }
  | { readonly _tag: "Record"; readonly record: HashedRecord }

/** Somebody else appended to the stream first: read it again, and decide the fact again. */
export class Conflict extends Schema.TaggedError<Conflict>()("Conflict", {
  stream: Schema.String,
  expected: Schema.Int,
  actual: Schema.Int
}) {}

/**
 * The log cannot be used. `Damaged`: what stands in it is not what was written. `Unavailable`: the mechanism failed, as
 * by a disk that is full or a file that is locked. Nothing was appended.
 */
export class EventLogError extends Schema.TaggedError<EventLogError>()("EventLogError", {
  kind: Schema.Literals(["Damaged", "Unavailable"]),
  reason: Schema.String
}) {}

export class EventLog extends Context.Service<
  EventLog,
  {
    /**
     * Appends all batches or, when one of them conflicts, none. Appends are taken in the order of the calls: one may be
     * decided upon another that is not answered yet.
     */
    readonly append: (
      batches: ReadonlyArray<StreamBatch>
    ) => Effect.Effect<ReadonlyArray<HashedRecord>, Conflict | EventLogError>
    /** The records of one stream, oldest first. */
    readonly readStream: (stream: string) => Stream.Stream<HashedRecord, EventLogError>
    /** All records behind a position, in order, as many as there are when the reading begins; 0 for all. */
    readonly readAll: (behind: number) => Stream.Stream<HashedRecord, EventLogError>
    /**
     * All records behind a position, those to come included, whoever appends them: it ends only with its reader.
     * What was appended at once comes as one chunk.
     */
    readonly subscribe: (behind: number) => Stream.Stream<HashedRecord, EventLogError>
    /** The last record of a stream; its version is the stream's. */
    readonly readLast: (stream: string) => Effect.Effect<HashedRecord | undefined, EventLogError>
    /**
     * What it takes to know the states of Jobs, stream by stream in the order of their creation: first the state, where
     * one is kept and is sure to be what was given with the record it stands at; then all records behind it. Jobs that
     * are not wanted may be told of as well. Nothing depends on which states are kept, but how much there is to fold.
     */
    readonly readStates: (wanted: Wanted) => Stream.Stream<Told, EventLogError>
    readonly head: Effect.Effect<LogHead, EventLogError>
  }
>()("jobledger/runtime/EventLog") {}
