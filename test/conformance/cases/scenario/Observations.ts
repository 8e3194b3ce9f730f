/** What prose cases look at after a step: the status, the Pods, and what was said of the Job. */
import * as Schema from "effect/Schema"
import * as IntervalSet from "../../../../src/domain/data/IntervalSet.ts"
import { isFact } from "../../../../src/domain/event/Event.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as Pod from "../../../../src/domain/pod/Pod.ts"
import * as KubernetesEvents from "../../../../src/domain/projection/KubernetesEvents.ts"
import * as Checks from "./Checks.ts"
import * as Metrics from "./Metrics.ts"
import * as Play from "./Play.ts"

const optional = Schema.optionalKey

const conditionText = /^(?<type>\w+)(?:=(?<status>\w+))?(?:\((?<reason>\w+)\))?$/

/** `FailureTarget`, `Suspended=False`, `Failed(BackoffLimitExceeded)`. */
const ConditionText = Schema.String.check(Schema.isPattern(conditionText))

export const Expected = Schema.Struct({
  active: optional(Schema.Int),
  ready: optional(Schema.Int),
  terminating: optional(Schema.Int),
  succeeded: optional(Schema.Int),
  failed: optional(Schema.Int),
  completedIndexes: optional(Schema.String),
  failedIndexes: optional(Schema.String),
  activeIndexes: optional(Schema.Array(Schema.Int)),
  condition: optional(Schema.String),
  conditions: optional(Schema.Array(ConditionText)),
  startTime: optional(Schema.Literals(["set", "unset"])),
  statusUntouched: optional(Schema.Boolean),
  event: optional(Schema.String),
  replacementFailureCount: optional(Schema.Int),
  podsEverCreated: optional(Schema.Int),
  podsWithTrackingFinalizer: optional(Schema.Int),
  apiError: optional(Schema.Union([Schema.Boolean, Schema.String])),
  metrics: optional(Schema.Record(Schema.String, Schema.Int)),
  check: optional(Checks.Check)
})
export type Expected = typeof Expected.Type

const activeIndexes = (play: Play.Play): ReadonlyArray<number | undefined> =>
  Play.alive(play)
    .filter(Pod.isActive)
    .map(({ index }) => index)
    .toSorted((one = -1, other = -1) => one - other)

/** A condition in as many words as are expected of it. */
const conditionAs = (job: Job.Job, place: number, text: string): string => {
  const { status, reason } = conditionText.exec(text)?.groups ?? {}
  const condition = job.conditions[place]
  const said = status === undefined && condition?.status === "True" ? "" : `=${condition?.status}`
  return `${condition?.type}${said}${reason === undefined ? "" : `(${condition?.reason})`}`
}

const conditions = ({ job }: Play.Play, expected: ReadonlyArray<string>): ReadonlyArray<string> =>
  job.conditions.map((_, place) => conditionAs(job, place, expected[place] ?? ""))

const holds = ({ job }: Play.Play, type: string): boolean =>
  job.conditions.some((condition) => condition.type === type && condition.status === "True")

const hasEvent = ({ events, stepFrom }: Play.Play, reason: string): boolean =>
  events.slice(stepFrom).some((event) => KubernetesEvents.of(event, String)?.reason === reason)

const failureCount = ({ events }: Play.Play): number | undefined =>
  events.findLast((event) => event._tag === "PodCreated")?.indexFailures?.counted

const refusal = ({ refusal }: Play.Play, expected: boolean | string): boolean | string => {
  if (typeof expected === "boolean") return refusal !== undefined
  return refusal?.some((error) => error.startsWith(expected)) === true ? expected : (refusal?.join() ?? false)
}

const metrics = (play: Play.Play, expected: Readonly<Record<string, number>>) => {
  const events = [...play.former, play].map(({ events }) => events)
  return Object.fromEntries(
    Object.keys(expected).map((name) => [
      name,
      events.reduce((sum, events) => sum + Metrics.count(events, name), 0)
    ])
  )
}

/** The same things of a play as are expected. */
export const of = (play: Play.Play, expected: Expected): { readonly [K in keyof Expected]: unknown } => {
  const { job, events } = play
  const { tally, indexes, nextOrdinal } = job.podSet
  return {
    active: tally.active,
    ready: tally.ready,
    terminating: tally.terminating,
    succeeded: Job.succeeded(job),
    failed: job.failed,
    completedIndexes: IntervalSet.format(indexes.completed),
    failedIndexes: IntervalSet.format(indexes.failed),
    activeIndexes: activeIndexes(play),
    condition: holds(play, expected.condition ?? "") ? expected.condition : undefined,
    conditions: conditions(play, expected.conditions ?? []),
    startTime: job.startTime === undefined ? "unset" : "set",
    statusUntouched: events.every(isFact),
    event: hasEvent(play, expected.event ?? "") ? expected.event : undefined,
    replacementFailureCount: failureCount(play),
    podsEverCreated: nextOrdinal,
    podsWithTrackingFinalizer: [...play.former, play].reduce(
      (sum, one) => sum + one.job.podSet.tally.tracked,
      0
    ),
    apiError: refusal(play, expected.apiError ?? false),
    metrics: metrics(play, expected.metrics ?? {}),
    check:
      expected.check === undefined || Checks.holds(play, expected.check) ? expected.check : "does not hold"
  }
}
