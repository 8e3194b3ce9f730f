/**
 * Which indexes a Job may say have completed and failed (AJ-132 to AJ-134).
 */
import * as Result from "effect/Result"
import * as IntervalSet from "../../data/IntervalSet.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import * as IndexList from "../IndexList.ts"
import type { Indexes, StatusRule } from "./StatusWrite.ts"

type List = "completedIndexes" | "failedIndexes"

const text = (indexes: Indexes | undefined): string => {
  if (indexes === undefined) return ""
  return typeof indexes === "string" ? indexes : IntervalSet.format(indexes)
}

/** What is kept is in order. */
const isGood = (indexes: Indexes, completions: number): boolean =>
  typeof indexes !== "string" && (IntervalSet.highest(indexes) ?? -1) < completions

const format = (list: List, indexes: Indexes = "", completions?: number): FieldCheck.Errors => {
  if (completions === undefined || isGood(indexes, completions)) return FieldCheck.none
  const written = text(indexes)
  return Result.match(IndexList.parse(written, completions), {
    onFailure: (fault) => [FieldError.invalid(`status.${list}`, written, `error parsing ${list}: ${fault}`)],
    onSuccess: () => FieldCheck.none
  })
}

/** AJ-132, AJ-133: lists of indexes that there are, in their order. */
export const formats: ReadonlyArray<StatusRule> = [
  {
    id: "AJ-132",
    ifChanged: ["completedIndexes"],
    errors: ({ spec, after }) => format("completedIndexes", after.completedIndexes, spec.completions)
  },
  {
    id: "AJ-133",
    ifChanged: ["failedIndexes"],
    errors: ({ spec, after }) =>
      spec.backoffLimitPerIndex === undefined
        ? FieldCheck.none
        : format("failedIndexes", after.failedIndexes, spec.completions)
  }
]

/** AJ-132, AJ-133: only where the spec asks for them. */
export const places: ReadonlyArray<StatusRule> = [
  {
    id: "AJ-132",
    ifChanged: ["completedIndexes"],
    errors: ({ spec, after }) => {
      if (spec.completionMode === "Indexed") return FieldCheck.none
      const written = text(after.completedIndexes)
      const detail = "cannot set non-empty completedIndexes when non-indexed completion mode"
      return written === ""
        ? FieldCheck.none
        : [FieldError.invalid("status.completedIndexes", written, detail)]
    }
  },
  {
    id: "AJ-133",
    ifChanged: ["failedIndexes"],
    errors: ({ spec, after }) => {
      const detail = "cannot set non-null failedIndexes when backoffLimitPerIndex is null"
      return spec.backoffLimitPerIndex !== undefined || after.failedIndexes === undefined
        ? FieldCheck.none
        : [FieldError.invalid("status.failedIndexes", text(after.failedIndexes), detail)]
    }
  }
]

const intervals = (indexes: Indexes, completions: number): ReadonlyArray<IntervalSet.Interval> =>
  typeof indexes === "string" ? IndexList.readable(indexes, completions) : IntervalSet.intervals(indexes)

/** AJ-134. */
export const apart: StatusRule = {
  id: "AJ-134",
  ifChanged: ["completedIndexes", "failedIndexes"],
  errors: ({ spec: { completions }, after: { completedIndexes = "", failedIndexes } }) => {
    if (completions === undefined || failedIndexes === undefined) return FieldCheck.none
    const failed = intervals(failedIndexes, completions)
    const index = IndexList.common(intervals(completedIndexes, completions), failed)
    const detail = `failedIndexes and completedIndexes overlap at index: ${index}`
    return index === undefined
      ? FieldCheck.none
      : [FieldError.invalid("status.failedIndexes", text(failedIndexes), detail)]
  }
}
