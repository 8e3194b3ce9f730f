/** In what the statuses of two answers differ, at the end and on the way. */
import type * as Answer from "../simulation/Answer.ts"
import * as Difference from "./Difference.ts"
import * as Instant from "./Instant.ts"
import * as StatusHistory from "./StatusHistory.ts"

/** An answer with the instants at which its status can be compared with that of the other answer. */
export interface Side {
  readonly status: Answer.Status
  readonly moments: ReadonlyArray<StatusHistory.Moment>
}

type Differences = ReadonlyArray<Difference.Difference>
type Conditions = ReadonlyArray<Answer.Condition>

interface ConditionPair {
  readonly path: string
  readonly expected: Answer.Condition | undefined
  readonly actual: Answer.Condition | undefined
}

/** Reads the histories of two answers, as far as both are complete. */
export const sides = (
  expected: Answer.Answer,
  actual: Answer.Answer
): readonly [expected: Side, actual: Side] => {
  const until = StatusHistory.comparedUntil(expected, actual)
  const side = (answer: Answer.Answer): Side => ({
    status: answer.status,
    moments: StatusHistory.moments(answer).filter(({ at }) => Instant.millis(at) < until)
  })
  return [side(expected), side(actual)]
}

/** Strict items: the conditions ever shown, in their order, and the status at the end. */
export const strict = (expected: Side, actual: Side): Differences => [
  ...conditions(expected, actual),
  ...finalKeys.flatMap((key) =>
    Difference.between(key, `status.${key}`, expected.status[key], actual.status[key])
  ),
  ...timeKeys.flatMap((key) => {
    const [one, other] = [expected.status[key], actual.status[key]]
    return (one === undefined) === (other === undefined)
      ? []
      : [{ item: key, path: `status.${key}`, expected: one, actual: other }]
  })
]

/** The times that both statuses hold, to the second; that one of them lacks a time is a strict item. */
export const times = (expected: Side, actual: Side): Differences => [
  ...timeKeys.flatMap((key) => {
    const [one, other] = [expected.status[key], actual.status[key]]
    return one === undefined || other === undefined
      ? []
      : Difference.between(`times: ${key}`, `status.${key}`, Instant.second(one), Instant.second(other))
  }),
  ...conditionTimes(expected, actual)
]

/** The statuses on the way, at the same instants (TR-34); what passed within one is seen by `strict`. */
export const interim = (expected: Side, actual: Side): Differences => {
  const [ours, theirs] = [byInstant(expected.moments), byInstant(actual.moments)]
  const instants = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted((one, other) => one - other)
  return instants.flatMap((at) => moment(ours.get(at), theirs.get(at)))
}

const finalKeys = [
  "succeeded",
  "failed",
  "active",
  "terminating",
  "ready",
  "completedIndexes",
  "failedIndexes"
] as const
const timeKeys = ["startTime", "completionTime"] as const

const conditionLists = (side: Side): ReadonlyArray<readonly [path: string, list: Conditions]> => [
  ["conditions shown", StatusHistory.conditionsShown(side.moments, side.status)],
  ["status.conditions", side.status.conditions ?? []]
]

/** Both lists of conditions of both sides, place by place. */
const conditionPairs = (expected: Side, actual: Side): ReadonlyArray<ReadonlyArray<ConditionPair>> => {
  const theirs = new Map(conditionLists(actual))
  return conditionLists(expected).map(([path, list]) => {
    const others = theirs.get(path) ?? []
    return Array.from({ length: Math.max(list.length, others.length) }, (_, place) => ({
      path: `${path}[${place}]`,
      expected: list[place],
      actual: others[place]
    }))
  })
}

/** The first place at which a list says something else; what follows it is out of step. */
const conditions = (expected: Side, actual: Side): Differences =>
  conditionPairs(expected, actual).flatMap((pairs) => {
    const first = pairs.find((pair) => !saysTheSame(pair))
    return first === undefined
      ? []
      : Difference.between("conditions", first.path, statementOf(first.expected), statementOf(first.actual))
  })

/** Only of conditions that say the same. */
const conditionTimes = (expected: Side, actual: Side): Differences =>
  conditionPairs(expected, actual).flatMap((pairs) =>
    pairs
      .filter(saysTheSame)
      .flatMap(({ path, expected, actual }) =>
        Difference.between(
          "times: conditions",
          `${path}.lastTransitionTime`,
          Instant.secondOrNull(expected?.lastTransitionTime),
          Instant.secondOrNull(actual?.lastTransitionTime)
        )
      )
  )

const saysTheSame = ({ expected, actual }: ConditionPair): boolean =>
  Difference.isSame(statementOf(expected), statementOf(actual))

const statementOf = (condition: Answer.Condition | undefined): StatusHistory.Statement | undefined =>
  condition === undefined ? undefined : StatusHistory.statement(condition)

const byInstant = (moments: ReadonlyArray<StatusHistory.Moment>): ReadonlyMap<number, StatusHistory.Moment> =>
  new Map(moments.map((moment) => [Instant.millis(moment.at), moment]))

const moment = (
  expected: StatusHistory.Moment | undefined,
  actual: StatusHistory.Moment | undefined
): Differences => {
  const path = `statusHistory[${(expected ?? actual)?.at}]`
  const [ours, theirs] = [comparedOf(expected), comparedOf(actual)]
  return ours === undefined || theirs === undefined
    ? Difference.between("interim statuses", path, ours, theirs)
    : StatusHistory.comparedKeys.flatMap((key) =>
        Difference.between("interim statuses", `${path}.${key}`, ours[key], theirs[key])
      )
}

const comparedOf = (moment: StatusHistory.Moment | undefined): StatusHistory.Compared | undefined =>
  moment === undefined ? undefined : StatusHistory.compared(moment.status)
