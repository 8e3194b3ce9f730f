/**
 * One thing in which an answer differs from the expected one. Its item says which of the recommended comparisons
 * (traces.md) it belongs to; the path leads to the value inside the answer.
 */

/** What must be equal whatever the model of time. */
export const strictItems = [
  "conditions",
  "succeeded",
  "failed",
  "active",
  "terminating",
  "ready",
  "completedIndexes",
  "failedIndexes",
  "startTime",
  "completionTime",
  "pods per index",
  "pod name",
  "pod phase",
  "pod exit code",
  "pod restarts",
  "pod failure counts",
  "events",
  "rejected commands"
] as const

/** What must be equal to the second where nothing is batched. */
export const timeItems = [
  "times: startTime",
  "times: completionTime",
  "times: conditions",
  "times: finishedAt",
  "times: deletedAt",
  "times: pods",
  "times: events",
  "times: rejected"
] as const

/** All items, in the order in which differences are listed; the first one when there is no answer to compare. */
export const items = ["answer", ...strictItems, "rejected texts", ...timeItems, "interim statuses"] as const

export type Item = (typeof items)[number]

/** What is not as it was expected at one place. */
export interface Inequality {
  readonly path: string
  /** A JSON value; undefined where there is none. */
  readonly expected: unknown
  readonly actual: unknown
}

export interface Difference extends Inequality {
  readonly item: Item
}

/** No difference when both values are the same JSON, else one. */
export const between = (
  item: Item,
  path: string,
  expected: unknown,
  actual: unknown
): ReadonlyArray<Difference> => (isSame(expected, actual) ? [] : [{ item, path, expected, actual }])

/** Whether two values are written by the same JSON. */
export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

/** A difference in one line, with its item if it is of one. */
export const describe = ({ path, expected, actual, ...of }: Difference | Inequality): string =>
  `${"item" in of ? `${of.item}: ` : ""}${path} is ${written(actual)}, expected ${written(expected)}`

const longest = 240

const written = (value: unknown): string => {
  if (value === undefined) return "absent"
  const text = JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
