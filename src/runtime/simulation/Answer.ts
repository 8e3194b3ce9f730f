/**
 * What a simulation answers: the Job's status at the end and on the way, its Pods and its Kubernetes Events, in
 * the form of the golden traces (TR-22 to TR-28), so that an answer can be laid beside one of a real controller.
 *
 * The schema reads answers that others recorded. It ignores keys it does not know, and what can be told from the
 * rest may be left out: a key that may be null is then null, `restarts` 0, an Event's type Normal, a Pod's
 * `ordinal` its place in the list, its `attempt` the number of earlier Pods of its index, and `status` the last of
 * the history.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"

/** A time as the Kubernetes API writes it; "exact" ones show a fraction where there is one (`00:00:02.5Z`). */
export const Time = Schema.String.check(
  Schema.isPattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, {
    expected: "a time such as 2026-01-01T00:00:02Z"
  })
)

const timeOrNull = Schema.NullOr(Time).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))
const intOrNull = Schema.NullOr(Schema.Int).pipe(Schema.withDecodingDefaultKey(Effect.succeed(null)))

/** A condition of `batch/v1` JobStatus. */
export const Condition = Schema.Struct({
  type: Schema.String,
  status: Schema.String,
  lastProbeTime: Schema.optionalKey(Schema.NullOr(Time)),
  lastTransitionTime: Schema.optionalKey(Schema.NullOr(Time)),
  reason: Schema.optionalKey(Schema.String),
  message: Schema.optionalKey(Schema.String)
})
export interface Condition extends Schema.Schema.Type<typeof Condition> {}

/** The finished Pods that wait to be counted; a Pod's UID is its name (TR-28). */
export const UncountedTerminatedPods = Schema.Struct({
  succeeded: Schema.optionalKey(Schema.Array(Schema.String)),
  failed: Schema.optionalKey(Schema.Array(Schema.String))
})
export interface UncountedTerminatedPods extends Schema.Schema.Type<typeof UncountedTerminatedPods> {}

/** `batch/v1` JobStatus as JSON: a count of zero is absent where the API leaves it out. */
export const Status = Schema.Struct({
  conditions: Schema.optionalKey(Schema.Array(Condition)),
  startTime: Schema.optionalKey(Time),
  completionTime: Schema.optionalKey(Time),
  active: Schema.optionalKey(Schema.Int),
  succeeded: Schema.optionalKey(Schema.Int),
  failed: Schema.optionalKey(Schema.Int),
  terminating: Schema.optionalKey(Schema.Int),
  completedIndexes: Schema.optionalKey(Schema.String),
  failedIndexes: Schema.optionalKey(Schema.String),
  uncountedTerminatedPods: Schema.optionalKey(UncountedTerminatedPods),
  ready: Schema.optionalKey(Schema.Int)
})
export interface Status extends Schema.Schema.Type<typeof Status> {}

/** A status as it was stored, `at` exact (TR-23). */
export const StatusEntry = Schema.Struct({ at: Time, status: Status })
export interface StatusEntry extends Schema.Schema.Type<typeof StatusEntry> {}

/** A Kubernetes Event of the controller (TR-25), `at` exact. */
export const Event = Schema.Struct({
  at: Time,
  type: Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("Normal"))),
  reason: Schema.String,
  message: Schema.String
})
export interface Event extends Schema.Schema.Type<typeof Event> {}

/** A command the API refused: its place in `commands` from 0 and the API's words (TR-26), `at` exact. */
export const Rejected = Schema.Struct({ at: Time, command: Schema.Int, errors: Schema.Array(Schema.String) })
export interface Rejected extends Schema.Schema.Type<typeof Rejected> {}

/** An error a sync ended with (TR-27). */
export const SyncError = Schema.Struct({ at: Time, error: Schema.String })
export interface SyncError extends Schema.Schema.Type<typeof SyncError> {}

const podFields = {
  name: Schema.String,
  index: intOrNull,
  createdAt: Time,
  startedAt: timeOrNull,
  finishedAt: timeOrNull,
  deletionRequestedAt: timeOrNull,
  deletedAt: timeOrNull,
  phase: Schema.String,
  exitCode: intOrNull,
  restarts: Schema.Int.pipe(Schema.withDecodingDefaultKey(Effect.succeed(0))),
  indexFailureCount: Schema.optionalKey(Schema.String),
  indexIgnoredFailureCount: Schema.optionalKey(Schema.String)
}

/**
 * A Pod that existed (TR-24). `createdAt`, `startedAt` and `finishedAt` are cut to seconds, `deletionRequestedAt`
 * and `deletedAt` are exact.
 */
export const Pod = Schema.Struct({ ...podFields, attempt: Schema.Int, ordinal: Schema.Int })
export interface Pod extends Schema.Schema.Type<typeof Pod> {}

const answerFields = {
  rejected: Schema.optionalKey(Schema.Array(Rejected)),
  finishedAt: timeOrNull,
  deletedAt: timeOrNull,
  statusHistory: Schema.Array(StatusEntry),
  statusHistoryTruncated: Schema.optionalKey(Schema.Int),
  events: Schema.Array(Event),
  syncErrors: Schema.optionalKey(Schema.Array(SyncError))
}

const Recorded = Schema.Struct({
  ...answerFields,
  status: Schema.optionalKey(Status),
  pods: Schema.Array(
    Schema.Struct({
      ...podFields,
      attempt: Schema.optionalKey(Schema.Int),
      ordinal: Schema.optionalKey(Schema.Int)
    })
  )
})
interface Recorded extends Schema.Schema.Type<typeof Recorded> {}

const Complete = Schema.Struct({ ...answerFields, status: Status, pods: Schema.Array(Pod) })
interface Complete extends Schema.Schema.Type<typeof Complete> {}

/** The answer of one simulation. Encoding writes every key, also those that reading may miss. */
export const Answer = Recorded.pipe(
  Schema.decodeTo(
    Schema.toType(Complete),
    SchemaTransformation.transform<Complete, Recorded>({
      decode: (recorded) => ({
        ...recorded,
        status: recorded.status ?? recorded.statusHistory.at(-1)?.status ?? {},
        pods: numbered(recorded.pods)
      }),
      encode: (answer) => answer
    })
  )
)
export interface Answer extends Schema.Schema.Type<typeof Answer> {}

/** Numbers Pods that are listed in order of creation (TR-24). */
const numbered = (pods: Recorded["pods"]): ReadonlyArray<Pod> => {
  const created = new Map<number | null, number>()
  return pods.map((pod, ordinal) => {
    const attempt = created.get(pod.index) ?? 0
    created.set(pod.index, attempt + 1)
    return { ...pod, attempt: pod.attempt ?? attempt, ordinal: pod.ordinal ?? ordinal }
  })
}
