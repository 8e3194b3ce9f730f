/**
 * Compares two answers to one scenario as traces.md recommends for a model without batching: strict items, times
 * to the second, and the statuses on the way. What upstream leaves open is free: the order of Events of one
 * instant and of uncounted Pods (TR-32), statuses that only exist for bookkeeping (TR-34), `lastProbeTime`
 * (TR-35), the last phase of a Pod deleted while Pending (TR-36). Pod names are compared as TR-28 writes them.
 */
import type * as Answer from "../simulation/Answer.ts"
import * as OrdinalNames from "../simulation/OrdinalNames.ts"
import * as Difference from "./Difference.ts"
import * as EventDifferences from "./EventDifferences.ts"
import * as Instant from "./Instant.ts"
import * as PodDifferences from "./PodDifferences.ts"
import * as StatusDifferences from "./StatusDifferences.ts"

/** All differences, strict ones first, in the order of `Difference.items`; none when the answers agree. */
export const compare = (
  expected: Answer.Answer,
  actual: Answer.Answer
): ReadonlyArray<Difference.Difference> => {
  const [ours, theirs] = [OrdinalNames.normalised(expected), OrdinalNames.normalised(actual)]
  const [status, otherStatus] = StatusDifferences.sides(ours, theirs)
  return [
    ...StatusDifferences.strict(status, otherStatus),
    ...PodDifferences.strict(ours.pods, theirs.pods),
    ...EventDifferences.strict(ours.events, theirs.events),
    ...rejections(ours.rejected ?? [], theirs.rejected ?? []),
    ...StatusDifferences.times(status, otherStatus),
    ...jobTimes(ours, theirs),
    ...PodDifferences.times(ours.pods, theirs.pods),
    ...EventDifferences.times(ours.events, theirs.events),
    ...rejectionTimes(ours.rejected ?? [], theirs.rejected ?? []),
    ...StatusDifferences.interim(status, otherStatus)
  ]
}

type Differences = ReadonlyArray<Difference.Difference>
type Rejections = ReadonlyArray<Answer.Rejected>

const jobTimes = (expected: Answer.Answer, actual: Answer.Answer): Differences =>
  (["finishedAt", "deletedAt"] as const).flatMap((key) =>
    Difference.between(
      `times: ${key}`,
      key,
      Instant.secondOrNull(expected[key]),
      Instant.secondOrNull(actual[key])
    )
  )

const rejections = (expected: Rejections, actual: Rejections): Differences => [
  ...Difference.between("rejected commands", "rejected", expected.map(positionOf), actual.map(positionOf)),
  ...rejectionPairs(expected, actual).flatMap(([path, one, other]) =>
    Difference.between("rejected texts", `${path}.errors`, one.errors, other.errors)
  )
]

const rejectionTimes = (expected: Rejections, actual: Rejections): Differences =>
  rejectionPairs(expected, actual).flatMap(([path, one, other]) =>
    Difference.between("times: rejected", `${path}.at`, Instant.second(one.at), Instant.second(other.at))
  )

const positionOf = ({ command }: Answer.Rejected): number => command

const rejectionPairs = (
  expected: Rejections,
  actual: Rejections
): ReadonlyArray<readonly [path: string, expected: Answer.Rejected, actual: Answer.Rejected]> =>
  expected.flatMap((one) => {
    const other = actual.find(({ command }) => command === one.command)
    return other === undefined ? [] : [[`rejected[command ${one.command}]`, one, other] as const]
  })
