/**
 * Reads a store without taking part in it: no controller, no containers, nothing is written.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import type { JobNotFound } from "../../../domain/command/Admission.ts"
import * as OrdinalMap from "../../../domain/data/OrdinalMap.ts"
import * as Event from "../../../domain/event/Event.ts"
import type { Job } from "../../../domain/job/Job.ts"
import type { Standing } from "../../../domain/job/Standing.ts"
import * as PodNames from "../../../domain/pod/PodNames.ts"
import * as KubernetesEvents from "../../../domain/projection/KubernetesEvents.ts"
import type { PodRecord } from "../../../domain/projection/PodHistory.ts"
import type * as Jobs from "../../../runtime/control/Jobs.ts"
import { EventLog, type EventLogError } from "../../../runtime/log/EventLog.ts"
import * as LogHead from "../../../runtime/log/LogHead.ts"
import type { LogRecord } from "../../../runtime/log/LogRecord.ts"
import * as Replay from "../../../runtime/log/Replay.ts"
import * as States from "../../../runtime/log/States.ts"
import * as SqliteEventLog from "../../sqlite/SqliteEventLog.ts"
import type * as EventRows from "../kubectl/EventRows.ts"
import type { ObjectsNotFound } from "../LiveFailure.ts"
import * as StorePath from "../StorePath.ts"

/** A Job, all its Pods, and the Kubernetes Events about it. */
export interface Seen extends Replay.Replayed {
  readonly events: ReadonlyArray<EventRows.Said>
}

export const layer = (directory: string): Layer.Layer<EventLog, EventLogError> =>
  SqliteEventLog.layer({ path: StorePath.database(directory), readOnly: true })

interface Collection {
  readonly streams: Map<string, Replay.Replayed>
  readonly events: Map<string, Array<EventRows.Said>>
}

const take = ({ streams, events }: Collection, record: LogRecord): void => {
  Replay.take(streams, record)
  const { stream, event } = record
  const replayed = streams.get(stream)
  if (replayed === undefined || !Event.isOfJob(event)) return
  const { job, pods } = replayed
  const said = KubernetesEvents.of(event, (ordinal) => OrdinalMap.get(pods.pods, ordinal)?.name ?? "")
  const known = events.get(stream) ?? []
  events.set(stream, known)
  const { namespace, name } = job.metadata
  if (said !== undefined) known.push({ ...said, namespace, object: `job/${name}` })
}

const collected = (
  records: Stream.Stream<LogRecord, EventLogError>
): Effect.Effect<ReadonlyArray<Seen>, EventLogError> =>
  Effect.gen(function* () {
    const collection: Collection = { streams: new Map(), events: new Map() }
    yield* Stream.runForEach(records, (record) => Effect.sync(() => take(collection, record)))
    return [...collection.streams.values()].map((replayed) => ({
      ...replayed,
      events: collection.events.get(replayed.stream) ?? []
    }))
  })

/** Every Job the log knows, also those that are gone, in the order of their creation. */
export const all: Effect.Effect<ReadonlyArray<Seen>, EventLogError, EventLog> = Effect.flatMap(
  EventLog,
  (log) => collected(log.readAll(0))
)

/** The Jobs that came no further than a standing, in the order of their creation. */
export const jobs = (upTo: Standing): Effect.Effect<ReadonlyArray<States.Known>, EventLogError, EventLog> =>
  Effect.flatMap(EventLog, (log) => States.jobs(log, upTo))

/** Jobs with all their Pods, of which the states of the Jobs do not tell: their streams are read. */
export const withPods = (
  known: ReadonlyArray<States.Known>
): Effect.Effect<ReadonlyArray<Seen>, EventLogError, EventLog> =>
  Effect.gen(function* () {
    const log = yield* EventLog
    const { seq } = yield* log.head
    const events = known.reduce((sum, { job }) => sum + job.resourceVersion, 0)
    const streams = new Set(known.map(({ stream }) => stream))
    // Where they are most of the log, it is quicker read as it stands.
    return yield* collected(
      events > seq / 2
        ? Stream.filter(log.readAll(0), ({ stream }) => streams.has(stream))
        : Stream.flatMap(Stream.fromIterable(streams), (stream) => log.readStream(stream))
    )
  })

/** The Job that bears a name, or bore it last. */
export const job = ({
  namespace,
  name
}: Jobs.Reference): Effect.Effect<Seen, JobNotFound | EventLogError, EventLog> =>
  Effect.gen(function* () {
    const log = yield* EventLog
    const bearers = yield* Stream.runCollect(log.readStream(LogHead.nameStream(namespace, name)))
    const uid = bearers.reduce((last, { event }) => (event._tag === "NameTaken" ? event.uid : last), "")
    const [found] = yield* collected(log.readStream(LogHead.jobStream(uid)))
    const missing: JobNotFound = { _tag: "JobNotFound", name }
    return found ?? (yield* Effect.fail(missing))
  })

/** A Pod, and the Job it is of. */
export interface SeenPod {
  readonly job: Job
  readonly pod: PodRecord
}

/** The Pod that bears a name, or bore it last. */
export const pod = ({
  namespace,
  name
}: Jobs.Reference): Effect.Effect<SeenPod, ObjectsNotFound | EventLogError, EventLog> =>
  Effect.gen(function* () {
    const known = yield* jobs("Gone")
    const owners = known.filter(
      ({ job: { metadata } }) => metadata.namespace === namespace && PodNames.mayBear(metadata.name, name)
    )
    const found = (yield* withPods(owners))
      .flatMap(({ job: owner, pods }) =>
        OrdinalMap.values(pods.pods).map((one) => ({ job: owner, pod: one }))
      )
      .findLast((one) => one.pod.name === name)
    const missing: ObjectsNotFound = { _tag: "ObjectsNotFound", kind: "pods", names: [name] }
    return found ?? (yield* Effect.fail(missing))
  })
