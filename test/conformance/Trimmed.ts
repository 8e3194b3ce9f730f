/**
 * A golden trace cut down to what is compared, still a trace that `Trace.decode` reads: the one answer of a
 * controller that decides one fact at a time, its history as TR-34 leaves it, and of its keys only those that the
 * rest does not tell (see `Answer`).
 */
import * as Difference from "../../src/runtime/conformance/Difference.ts"
import * as StatusHistory from "../../src/runtime/conformance/StatusHistory.ts"
import type * as Trace from "../../src/runtime/conformance/Trace.ts"
import type * as Answer from "../../src/runtime/simulation/Answer.ts"

type Json = Readonly<Record<string, unknown>>

/** The trimmed trace as JSON. A trace without any answer keeps none. */
export const of = (trace: Trace.Trace): Json =>
  present({
    id: trace.id,
    kind: trace.kind,
    scenario: trace.scenario,
    ...answers(trace),
    sensitive: trace.sensitive
  })

/** The compared answer under the name that says of which model of time it is. */
const answers = (trace: Trace.Trace): Json => {
  const name = (["expectPerFact", "expectUnbatched", "expect"] as const).find(
    (name) => trace[name] !== undefined
  )
  const answer = name === undefined ? undefined : trace[name]
  return name === undefined || answer === undefined ? {} : { [name]: answerOf(answer) }
}

const answerOf = (answer: Answer.Answer): Json => {
  const statusHistory = history(answer)
  const isLast = Difference.isSame(statusOf(answer.status), statusHistory.at(-1)?.status ?? {})
  return present({
    rejected: answer.rejected,
    status: isLast ? undefined : statusOf(answer.status),
    finishedAt: answer.finishedAt,
    deletedAt: answer.deletedAt,
    pods: pods(answer.pods),
    statusHistory,
    statusHistoryTruncated: answer.statusHistoryTruncated,
    events: answer.events.map(eventOf)
  })
}

/** Conditions that passed within an instant stand in an entry of their own before the instant's last one. */
const history = (answer: Answer.Answer): ReadonlyArray<{ readonly at: string; readonly status: Json }> =>
  StatusHistory.moments(answer).flatMap(({ at, passing, status }) => [
    ...(passing.length === 0 ? [] : [{ at, status: { conditions: passing.map(conditionOf) } }]),
    { at, status: statusOf(status) }
  ])

const statusOf = ({ conditions, ...status }: Answer.Status): Json =>
  present({ conditions: conditions?.map(conditionOf), ...status, uncountedTerminatedPods: undefined })

const conditionOf = (condition: Answer.Condition): Json => present({ ...condition, lastProbeTime: undefined })

const pods = (all: ReadonlyArray<Answer.Pod>): ReadonlyArray<Json> =>
  all.map((pod, ordinal) => {
    const attempt = all.slice(0, ordinal).filter(({ index }) => index === pod.index).length
    return present({
      ...pod,
      attempt: pod.attempt === attempt ? undefined : pod.attempt,
      ordinal: pod.ordinal === ordinal ? undefined : pod.ordinal,
      restarts: pod.restarts === 0 ? undefined : pod.restarts
    })
  })

const eventOf = (event: Answer.Event): Json =>
  present({ ...event, type: event.type === "Normal" ? undefined : event.type })

/** Without the keys that are absent or null. */
const present = (json: Json): Json =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined && value !== null))
