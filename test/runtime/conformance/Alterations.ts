/** Small changes to a recorded answer: those that are a difference, with its item, and those that are free. */
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import type * as Difference from "../../../src/runtime/conformance/Difference.ts"
import * as Answer from "../../../src/runtime/simulation/Answer.ts"
import * as Fixtures from "./Fixtures.ts"

/** A change, and the only item in which the answer then differs. */
export interface Alteration {
  readonly what: string
  readonly item: Difference.Item
  readonly id: string
  readonly alter: Alter
}

/** A change that makes no difference. */
export interface Freedom {
  readonly what: string
  readonly id: string
  readonly alter: Alter
}

type Alter = (answer: Answer.Answer) => Answer.Answer

const { deletedWhileRunning, failedIndexes, finished, resumedAtOnce } = Fixtures
const later = "2026-01-01T09:00:00Z"

const altered = (item: Difference.Item, what: string, alter: Alter, id = failedIndexes): Alteration => ({
  what,
  item,
  id,
  alter
})
const free = (what: string, alter: Alter, id = failedIndexes): Freedom => ({ what, id, alter })

const answer =
  (change: Partial<Answer.Answer>): Alter =>
  (answer) => ({ ...answer, ...change })
const status =
  (change: Partial<Answer.Status>): Alter =>
  (answer) => ({ ...answer, status: { ...answer.status, ...change } })
const withoutStatus =
  (key: keyof Answer.Status): Alter =>
  (answer) => ({ ...answer, status: Struct.omit(answer.status, [key]) })
const lastCondition =
  (change: Partial<Answer.Condition>): Alter =>
  (answer) => {
    const conditions = answer.status.conditions ?? []
    return status({ conditions: atEnd(conditions, change) })(answer)
  }
const firstPod =
  (change: Partial<Answer.Pod>): Alter =>
  (answer) => ({ ...answer, pods: atStart(answer.pods, change) })
const lastEvent =
  (change: Partial<Answer.Event>): Alter =>
  (answer) => ({ ...answer, events: atEnd(answer.events, change) })
const firstRejected =
  (change: Partial<Answer.Rejected>): Alter =>
  (answer) => ({ ...answer, rejected: atStart(answer.rejected ?? [], change) })
const history =
  (change: (entry: Answer.StatusEntry, place: number) => ReadonlyArray<Answer.StatusEntry>): Alter =>
  (answer) => ({ ...answer, statusHistory: answer.statusHistory.flatMap(change) })

const atStart = <A extends object>(list: ReadonlyArray<A>, change: Partial<A>): ReadonlyArray<A> =>
  list.map((each, place) => (place === 0 ? { ...each, ...change } : each))
const atEnd = <A extends object>(list: ReadonlyArray<A>, change: Partial<A>): ReadonlyArray<A> =>
  list.map((each, place) => (place === list.length - 1 ? { ...each, ...change } : each))

const firstStatus = (change: Partial<Answer.Status>): Alter =>
  history(({ at, status }, place) => [{ at, status: place === 0 ? { ...status, ...change } : status }])
const firstEntryAt = (other: string): Alter =>
  history(({ at, status }, place) => [{ at: place === 0 ? other : at, status }])
const unlessSuspended = (entry: Answer.StatusEntry): ReadonlyArray<Answer.StatusEntry> =>
  (entry.status.conditions ?? []).some(({ type, status }) => type === "Suspended" && status === "True")
    ? []
    : [entry]

const eventsReversed: Alter = (answer) => ({
  ...answer,
  events: answer.events.toReversed().toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
})
const uncountedReversed = ({ at, status }: Answer.StatusEntry): ReadonlyArray<Answer.StatusEntry> => {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {}
  const uncountedTerminatedPods = { succeeded: succeeded.toReversed(), failed: failed.toReversed() }
  return [{ at, status: { ...status, uncountedTerminatedPods } }]
}
const onlyLastOfInstant: Alter = (answer) => ({
  ...answer,
  statusHistory: answer.statusHistory.filter(({ at }, place, all) => all[place + 1]?.at !== at)
})
const withFraction = (time: string | null): string | null => time?.replace(/(\.\d+)?Z/, ".25Z") ?? null
const randomNames: Alter = (answer) =>
  Schema.decodeUnknownSync(Answer.Answer)(
    JSON.parse(JSON.stringify(answer).replaceAll(/#(\d+)/g, (_, ordinal) => `x7k2${ordinal}`))
  )

/** Makes the first Pod one that was deleted while Pending, with the given last phase. */
export const deletedWhilePending = (phase: string): Alter =>
  firstPod({
    phase,
    startedAt: null,
    finishedAt: null,
    exitCode: null,
    deletionRequestedAt: later,
    deletedAt: later
  })

/** At least one for every item of a comparison. */
export const all: ReadonlyArray<Alteration> = [
  altered("conditions", "a condition's reason", lastCondition({ reason: "Other" })),
  altered("conditions", "a condition's message", lastCondition({ message: "other" })),
  altered("conditions", "a condition's status", lastCondition({ status: "Unknown" })),
  altered("succeeded", "succeeded", status({ succeeded: 100 })),
  altered("failed", "failed", status({ failed: 100 })),
  altered("active", "active", status({ active: 100 }), deletedWhileRunning),
  altered("terminating", "terminating", status({ terminating: 1 })),
  altered("ready", "ready", status({ ready: 1 })),
  altered("ready", "a count of zero left out", withoutStatus("ready")),
  altered("completedIndexes", "completedIndexes", status({ completedIndexes: "0" })),
  altered("failedIndexes", "failedIndexes", status({ failedIndexes: "0" })),
  altered("startTime", "startTime left out", withoutStatus("startTime")),
  altered("completionTime", "completionTime left out", withoutStatus("completionTime"), finished),
  altered("pods per index", "a Pod left out", (it) => ({ ...it, pods: it.pods.slice(0, -1) })),
  altered("pods per index", "a Pod's attempt", firstPod({ attempt: 100 })),
  altered("pod name", "a Pod's ordinal", firstPod({ ordinal: 100, name: "demo-0-#100" })),
  altered("pod name", "a Pod's name", firstPod({ name: "other-0-#0" })),
  altered("pod phase", "a Pod's phase", firstPod({ phase: "Unknown" })),
  altered("pod exit code", "a Pod's exit code", firstPod({ exitCode: 100 })),
  altered("pod restarts", "a Pod's restarts", firstPod({ restarts: 100 })),
  altered("pod failure counts", "a Pod's failures", firstPod({ indexFailureCount: "100" })),
  altered("pod failure counts", "a Pod's ignored failures", firstPod({ indexIgnoredFailureCount: "100" })),
  altered("events", "an Event left out", (it) => ({ ...it, events: it.events.slice(1) })),
  altered("events", "an Event's message", lastEvent({ message: "other" })),
  altered("events", "an Event's reason", lastEvent({ reason: "Other" })),
  altered("events", "an Event's type", lastEvent({ type: "Other" })),
  altered("rejected commands", "a refusal left out", answer({ rejected: [] }), deletedWhileRunning),
  altered("rejected texts", "a refusal's words", firstRejected({ errors: ["other"] }), deletedWhileRunning),
  altered("times: startTime", "startTime's time", status({ startTime: later })),
  altered("times: completionTime", "completionTime's time", status({ completionTime: later }), finished),
  altered("times: conditions", "a condition's time", lastCondition({ lastTransitionTime: later })),
  altered("times: finishedAt", "finishedAt", answer({ finishedAt: later })),
  altered("times: finishedAt", "finishedAt left out", answer({ finishedAt: null })),
  altered("times: deletedAt", "deletedAt left out", answer({ deletedAt: null }), deletedWhileRunning),
  altered("times: pods", "a Pod's creation", firstPod({ createdAt: later })),
  altered("times: pods", "a Pod's start", firstPod({ startedAt: later })),
  altered("times: pods", "a Pod's end", firstPod({ finishedAt: later })),
  altered("times: pods", "a Pod's deletion request", firstPod({ deletionRequestedAt: later })),
  altered("times: pods", "a Pod's deletion", firstPod({ deletedAt: later })),
  altered("times: events", "an Event's time", lastEvent({ at: later })),
  altered("times: rejected", "a refusal's time", firstRejected({ at: later }), deletedWhileRunning),
  altered(
    "interim statuses",
    "an instant left out",
    history((entry, place) => (place === 0 ? [] : [entry]))
  ),
  altered("interim statuses", "a counter on the way", firstStatus({ active: 100 })),
  altered("interim statuses", "readiness on the way", firstStatus({ ready: 100 })),
  altered("interim statuses", "a time on the way", firstStatus({ startTime: later })),
  altered("interim statuses", "another instant", firstEntryAt("2026-01-01T00:00:00.25Z")),
  altered("conditions", "a passing condition left out", history(unlessSuspended), resumedAtOnce)
]

/** What upstream leaves open, and what a model without batching may do in other steps. */
export const freedoms: ReadonlyArray<Freedom> = [
  free("the order of Events within an instant (TR-32)", eventsReversed),
  free("the order of uncounted Pods (TR-32)", history(uncountedReversed)),
  free(
    "uncounted Pods left out (TR-34)",
    history(({ at, status }) => [{ at, status: Struct.omit(status, ["uncountedTerminatedPods"]) }])
  ),
  free("only the last status of an instant (TR-34)", onlyLastOfInstant),
  free(
    "more statuses within an instant (TR-34)",
    history(({ at, status }) => [
      { at, status: { ...status, failed: 99 } },
      { at, status }
    ])
  ),
  free(
    "a status stored twice (TR-34)",
    history((entry) => [entry, entry])
  ),
  free("lastProbeTime (TR-35)", lastCondition({ lastProbeTime: later })),
  free(
    "the fraction of a deletion's time",
    (it) => ({ ...it, deletedAt: withFraction(it.deletedAt) }),
    finished
  ),
  free("the fraction of an Event's time", (it) => ({
    ...it,
    events: it.events.map((event) => ({ ...event, at: withFraction(event.at) ?? later }))
  })),
  free("the random part of Pod names (TR-28)", randomNames)
]
