/** In what the Pods of two answers differ. Pods are matched by index and attempt, never by name. */
import type * as Answer from "../simulation/Answer.ts"
import * as Difference from "./Difference.ts"
import * as Instant from "./Instant.ts"

type Pods = ReadonlyArray<Answer.Pod>

/** Strict items: how many Pods each index had, and of each Pod what became of it. */
export const strict = (expected: Pods, actual: Pods): ReadonlyArray<Difference.Difference> => [
  ...numbers(expected, actual),
  ...pairs(expected, actual).flatMap(([path, one, other]) => [
    ...Difference.between("pod name", `${path}.name`, one.name, other.name),
    ...(isPhaseFree(one, other)
      ? []
      : Difference.between("pod phase", `${path}.phase`, one.phase, other.phase)),
    ...Difference.between("pod exit code", `${path}.exitCode`, one.exitCode, other.exitCode),
    ...Difference.between("pod restarts", `${path}.restarts`, one.restarts, other.restarts),
    ...failureCounts.flatMap((key) =>
      Difference.between("pod failure counts", `${path}.${key}`, one[key], other[key])
    )
  ])
]

/** The times of each Pod, to the second. */
export const times = (expected: Pods, actual: Pods): ReadonlyArray<Difference.Difference> =>
  pairs(expected, actual).flatMap(([path, one, other]) =>
    podTimes.flatMap((key) =>
      Difference.between(
        "times: pods",
        `${path}.${key}`,
        Instant.secondOrNull(one[key]),
        Instant.secondOrNull(other[key])
      )
    )
  )

const failureCounts = ["indexFailureCount", "indexIgnoredFailureCount"] as const
const podTimes = ["createdAt", "startedAt", "finishedAt", "deletionRequestedAt", "deletedAt"] as const

/** TR-36: a Pod deleted while Pending may end as Pending or as Failed. */
const isPhaseFree = (one: Answer.Pod, other: Answer.Pod): boolean =>
  [one, other].every(
    (pod) =>
      pod.startedAt === null &&
      pod.deletionRequestedAt !== null &&
      pod.exitCode === null &&
      (pod.phase === "Pending" || pod.phase === "Failed")
  )

const numbers = (expected: Pods, actual: Pods): ReadonlyArray<Difference.Difference> => {
  const [one, other] = [numberByIndex(expected), numberByIndex(actual)]
  const differences = [...new Set([...one.keys(), ...other.keys()])].flatMap((index) => {
    const path = index === null ? "pods" : `pods[index ${index}]`
    return Difference.between("pods per index", `${path}.length`, one.get(index) ?? 0, other.get(index) ?? 0)
  })
  return differences.length > 0 ? differences : attempts(expected, actual)
}

/** As many Pods of an index may still be numbered otherwise. */
const attempts = (expected: Pods, actual: Pods): ReadonlyArray<Difference.Difference> => {
  const others = new Set(actual.map(pathOf))
  return expected
    .map(pathOf)
    .flatMap((path) =>
      Difference.between("pods per index", path, "a Pod", others.has(path) ? "a Pod" : undefined)
    )
}

const numberByIndex = (pods: Pods): ReadonlyMap<number | null, number> => {
  const numbers = new Map<number | null, number>()
  for (const { index } of pods) numbers.set(index, (numbers.get(index) ?? 0) + 1)
  return numbers
}

/** The Pods that both have, each with its path; a Pod that one of them lacks shows in the numbers. */
const pairs = (
  expected: Pods,
  actual: Pods
): ReadonlyArray<readonly [path: string, expected: Answer.Pod, actual: Answer.Pod]> => {
  const others = new Map(actual.map((pod) => [pathOf(pod), pod]))
  return expected.flatMap((pod) => {
    const path = pathOf(pod)
    const other = others.get(path)
    return other === undefined ? [] : [[path, pod, other] as const]
  })
}

const pathOf = ({ index, attempt }: Answer.Pod): string =>
  index === null ? `pods[attempt ${attempt}]` : `pods[index ${index}, attempt ${attempt}]`
