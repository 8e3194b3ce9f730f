/**
 * An event log in memory: for simulation, tests, and embedders who need no history after the process. A real adapter,
 * with the chain, and as strict as the durable ones. It keeps no states of Jobs: what it holds is folded at once.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as PubSub from "effect/PubSub"
import * as Stream from "effect/Stream"
import { Conflict, EventLog, type StreamBatch, type Told, type Wanted } from "../../runtime/log/EventLog.ts"
import type { HashedRecord } from "../../runtime/log/Jsonl.ts"
import * as LogHead from "../../runtime/log/LogHead.ts"

interface Store {
  readonly all: Array<HashedRecord>
  readonly streams: Map<string, Array<HashedRecord>>
  head: LogHead.LogHead
}

const streamOf = (store: Store, stream: string): Array<HashedRecord> => {
  const there = store.streams.get(stream) ?? []
  store.streams.set(stream, there)
  return there
}

/** The first batch that was not decided at the version it would be appended to. */
const conflict = (store: Store, batches: ReadonlyArray<StreamBatch>): Conflict | undefined => {
  const versions = new Map<string, number>()
  for (const { stream, expectedVersion: expected, events } of batches) {
    const actual = versions.get(stream) ?? store.streams.get(stream)?.length ?? 0
    if (actual !== expected) return new Conflict({ stream, expected, actual })
    versions.set(stream, actual + events.length)
  }
  return undefined
}

const appended = (store: Store, { stream, events }: StreamBatch): ReadonlyArray<HashedRecord> => {
  const there = streamOf(store, stream)
  const records = LogHead.records(store.head, stream, there.length, events)
  for (const record of records) {
    there.push(record)
    store.all.push(record)
  }
  store.head = LogHead.after(store.head, records)
  return records
}

const told = ({ streams }: Store, wanted: Wanted): ReadonlyArray<Told> => {
  const names = "stream" in wanted ? [wanted.stream] : [...streams.keys()].filter(LogHead.isOfJob)
  return names.flatMap((name) =>
    (streams.get(name) ?? []).map((record): Told => ({ _tag: "Record", record }))
  )
}

const make = Effect.gen(function* () {
  const store: Store = { all: [], streams: new Map(), head: LogHead.empty }
  const news = yield* PubSub.unbounded<Arr.NonEmptyReadonlyArray<HashedRecord>>()
  const behind = (seq: number) => Stream.suspend(() => Stream.fromIterable(store.all.slice(seq)))

  return EventLog.of({
    append: (batches) =>
      Effect.suspend(() => {
        const stale = conflict(store, batches)
        if (stale !== undefined) return stale
        const records = batches.flatMap((batch) => appended(store, batch))
        return Arr.isReadonlyArrayNonEmpty(records)
          ? Effect.as(PubSub.publish(news, records), records)
          : Effect.succeed(records)
      }),
    readStream: (stream) => Stream.suspend(() => Stream.fromIterable([...(store.streams.get(stream) ?? [])])),
    readAll: behind,
    readLast: (stream) => Effect.sync(() => store.streams.get(stream)?.at(-1)),
    readStates: (wanted) => Stream.suspend(() => Stream.fromArray(told(store, wanted))),
    // The subscription stands before the past is read, so that nothing falls between; what both bring is dropped.
    subscribe: (seq) =>
      Stream.unwrap(
        Effect.map(PubSub.subscribe(news), (subscription) => {
          const past = store.all.slice(seq)
          const last = past.at(-1)?.seq ?? seq
          return Stream.concat(
            Stream.fromArray(past),
            Stream.flattenArray(Stream.fromSubscription(subscription)).pipe(
              Stream.filter((record) => record.seq > last)
            )
          )
        })
      ),
    head: Effect.sync(() => store.head)
  })
})

/** A log of its own for each time the layer is built. */
export const layer: Layer.Layer<EventLog> = Layer.effect(EventLog, make)
