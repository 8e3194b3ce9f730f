/**
 * The durable event log: one SQLite file, appended to by any number of processes.
 *
 * `append` answers when the disk has it (WAL, `synchronous=FULL`). Several appends in flight share a transaction; one
 * that conflicts fails alone. One that comes alone and is short is committed in this thread, unless `neverBlocks` is
 * said; everything else is a worker's. Who only reads opens with `readOnly`, and needs no worker.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import {
  Conflict,
  EventLog,
  EventLogError,
  type StreamBatch,
  type Told,
  type Wanted
} from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import type * as Connection from "./Connection.ts"
import * as News from "./News.ts"
import type { Options } from "./Options.ts"
import * as States from "./States.ts"
import { from as fromThrown, type StoreError } from "./StoreError.ts"
import * as Tail from "./Tail.ts"
import * as WritingConnection from "./WritingConnection.ts"

interface Log {
  readonly path: string
  readonly connection: Connection.Connection
  readonly news: News.News
  readonly tail: Tail.Tail
}

const toEventLogError = ({ kind, reason }: StoreError): EventLogError =>
  new EventLogError({ kind: kind === "Damaged" ? kind : "Unavailable", reason })

/** Asks the connection; its failures are those of the log. */
const ask = <R extends Connection.Request>({ connection }: Log, request: R) =>
  Effect.mapError(connection.ask(request), toEventLogError)

/** SQLite keeps text as UTF-8, in which half a character has no place. */
const misnamed = (batches: ReadonlyArray<StreamBatch>): EventLogError | undefined => {
  const name = batches.find(({ stream }) => !stream.isWellFormed())?.stream
  return name === undefined
    ? undefined
    : new EventLogError({
        kind: "Unavailable",
        reason: `the stream ${JSON.stringify(name)} has half a character in its name`
      })
}

/** What was appended is known; whatever else became of an append, others may have appended. */
const hear = ({ news, tail }: Log, settled: Connection.Settled): void => {
  if (settled._tag !== "Appended") return News.wakeToRead(news)
  if (Arr.isReadonlyArrayNonEmpty(settled.records)) Tail.remember(tail, settled.records)
  News.wake(news)
}

const outcomeOf = (
  settled: Connection.Settled
): Effect.Effect<ReadonlyArray<HashedRecord>, Conflict | EventLogError> => {
  switch (settled._tag) {
    case "Appended":
      return Effect.succeed(settled.records)
    case "Conflict":
      return new Conflict(settled)
    case "StoreError":
      return toEventLogError(settled)
    case "Defect":
      return Effect.die(settled.thrown)
  }
}

const append = (log: Log, batches: ReadonlyArray<StreamBatch>) => {
  const refused = misnamed(batches)
  if (refused !== undefined) return refused
  const sent = Effect.callback<ReadonlyArray<HashedRecord>, Conflict | EventLogError>((resume) =>
    log.connection.append(batches, (settled) => {
      hear(log, settled)
      resume(outcomeOf(settled))
    })
  )
  // Once it is sent it may be committed: subscribers are told, and the caller learns which it was.
  return Effect.uninterruptible(sent)
}

/** Reads page by page, from one position on. */
const paged = (
  start: number,
  page: (behind: number) => Effect.Effect<ReadonlyArray<HashedRecord>, EventLogError>,
  position: (record: HashedRecord) => number
): Stream.Stream<HashedRecord, EventLogError> =>
  Stream.paginate(start, (behind) =>
    Effect.map(page(behind), (records) => [records, Option.map(Arr.last(records), position)] as const)
  )

/** What is there when the reading begins, and nothing that comes after: otherwise it might never end. */
const past = (log: Log, read: (last: number) => Stream.Stream<HashedRecord, EventLogError>) =>
  Stream.unwrap(Effect.map(ask(log, { _tag: "Head" }), ({ seq }) => read(seq)))

const readAll = (log: Log, start: number) =>
  past(log, (last) =>
    paged(
      start,
      (behind) => Effect.map(ask(log, { _tag: "All", behind, last }), ({ records }) => records),
      ({ seq }) => seq
    )
  )

const readStream = (log: Log, stream: string) =>
  past(log, (last) =>
    paged(
      0,
      (behind) => ask(log, { _tag: "OfStream", stream, behind, last }),
      ({ version }) => version
    )
  )

/** How many pages of states are read ahead, while those before them are decoded and folded. */
const pagesAhead = 2

const readStates = (log: Log, wanted: Wanted): Stream.Stream<Told, EventLogError> =>
  Stream.paginate(States.start, (from) =>
    Effect.map(
      ask(log, { _tag: "States", wanted, from }),
      ({ pieces, next }) => [[pieces], Option.fromUndefinedOr(next)] as const
    )
  ).pipe(
    Stream.bufferArray({ capacity: pagesAhead }),
    Stream.mapEffect((pieces) =>
      Effect.try({
        try: () => States.told(log.path, pieces),
        catch: (thrown) => toEventLogError(fromThrown(log.path, thrown))
      })
    ),
    Stream.filter(Arr.isReadonlyArrayNonEmpty),
    Stream.flattenArray
  )

/** The next records behind a position, as many as make whole appends. */
const whole = (log: Log, behind: number): Effect.Effect<ReadonlyArray<HashedRecord>, EventLogError> =>
  Effect.gen(function* () {
    const all: Array<HashedRecord> = []
    while (true) {
      const page = yield* ask(log, {
        _tag: "All",
        behind: behind + all.length,
        last: Number.MAX_SAFE_INTEGER
      })
      if (all.length === 0 && page.isWhole) return page.records
      for (const record of page.records) all.push(record)
      if (page.isWhole) return all
    }
  })

/** How far a subscriber is, and up to which foreign news it has read the file to its end. */
interface Reader {
  behind: number
  foreign: number | undefined
}

/**
 * The next append, or several; waits for it where there is none. The file is asked only for what others have appended,
 * and for what is not remembered any more.
 */
const following = (
  log: Log,
  reader: Reader
): Effect.Effect<Arr.NonEmptyReadonlyArray<HashedRecord>, EventLogError> =>
  Effect.gen(function* () {
    while (true) {
      const { count, foreign } = log.news
      const kept = Tail.behind(log.tail, reader.behind)
      if (kept !== undefined) return kept
      const mayBeMore = foreign !== reader.foreign || log.tail.end > reader.behind
      if (mayBeMore && (yield* ask(log, { _tag: "Head" })).seq > reader.behind) {
        const records = yield* whole(log, reader.behind)
        if (Arr.isReadonlyArrayNonEmpty(records)) return records
      }
      reader.foreign = foreign
      yield* News.wait(log.news, count)
    }
  })

/** A subscriber asks for the next records when it has done with the last: nothing is kept for it meanwhile. */
const records = (log: Log, start: number): Stream.Stream<HashedRecord, EventLogError> =>
  Stream.fromPull(
    Effect.sync(() => {
      const reader: Reader = { behind: start, foreign: undefined }
      return Effect.map(
        Effect.suspend(() => following(log, reader)),
        (records) => {
          reader.behind = Arr.lastNonEmpty(records).seq
          return records
        }
      )
    })
  )

const subscribe = (log: Log, start: number): Stream.Stream<HashedRecord, EventLogError> =>
  Stream.unwrap(Effect.as(Tail.subscribe(log.tail), records(log, start)))

const connect = (options: Options): Effect.Effect<Connection.Connection, StoreError, Scope.Scope> =>
  options.readOnly === true
    ? // Without it this thread needs no SQLite of its own.
      Effect.flatMap(
        Effect.promise(() => import("./ReadingConnection.ts")),
        ({ connect }) => connect(options.path)
      )
    : WritingConnection.open(options)

const make = (options: Options): Effect.Effect<EventLog["Service"], EventLogError, Scope.Scope> =>
  Effect.gen(function* () {
    const connection = yield* Effect.mapError(connect(options), toEventLogError)
    const tail = Tail.make()
    const log: Log = { path: options.path, connection, news: yield* News.make(connection, tail), tail }
    return EventLog.of({
      append: (batches) => append(log, batches),
      readStream: (stream) => readStream(log, stream),
      readAll: (behind) => readAll(log, behind),
      readLast: (stream) => ask(log, { _tag: "Last", stream }),
      readStates: (wanted) => readStates(log, wanted),
      subscribe: (behind) => subscribe(log, behind),
      head: ask(log, { _tag: "Head" })
    })
  })

/** The log in a file. It is created, with its directory, where there is none, unless it is only to be read. */
export const layer = (options: Options): Layer.Layer<EventLog, EventLogError> =>
  Layer.effect(EventLog, make(options))
