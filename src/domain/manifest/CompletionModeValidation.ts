/**
 * What the completion mode asks of the other numbers of a Job, and allows them (AJ-33 to AJ-41).
 */
import * as FieldError from "./FieldError.ts"
import type { JobSpec } from "./JobSchema.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

const none: Errors = []

const modes = ["NonIndexed", "Indexed"]

const parallelismMax = 100000
const failedIndexesMax = 100000
const manyCompletions = 100000
/** Of a Job with many completions and a limit per index. */
const manyMax = 10000

const atMost = (
  path: string,
  value: number | undefined,
  most: number,
  detail = `must be less than or equal to ${most}`
): Errors => (value !== undefined && value > most ? [FieldError.invalid(path, value, detail)] : none)

/** AJ-40. */
const many = (spec: JobSpec): Errors => {
  if (spec.completions === undefined || spec.completions <= manyCompletions) return none
  if (spec.backoffLimitPerIndex === undefined) return none
  const detail =
    `must be less than or equal to ${manyMax} when completions are above ${manyCompletions} and used with backoff ` +
    "limit per index"
  return [
    ...(spec.maxFailedIndexes === undefined
      ? [
          FieldError.required(
            "spec.maxFailedIndexes",
            `must be specified when completions is above ${manyCompletions}`
          )
        ]
      : none),
    ...atMost("spec.parallelism", spec.parallelism, manyMax, detail),
    ...atMost("spec.maxFailedIndexes", spec.maxFailedIndexes, manyMax, detail)
  ]
}

/** AJ-36 to AJ-40. */
const indexed = (spec: JobSpec): Errors => [
  ...(spec.completions === undefined
    ? [FieldError.required("spec.completions", "when completion mode is Indexed")]
    : none),
  ...atMost(
    "spec.parallelism",
    spec.parallelism,
    parallelismMax,
    `must be less than or equal to ${parallelismMax} when completion mode is Indexed`
  ),
  ...(spec.completions === undefined
    ? none
    : atMost(
        "spec.maxFailedIndexes",
        spec.maxFailedIndexes,
        spec.completions,
        "must be less than or equal to completions"
      )),
  ...atMost("spec.maxFailedIndexes", spec.maxFailedIndexes, failedIndexesMax),
  ...many(spec)
]

/** AJ-41. */
const onlyIndexed = (field: "backoffLimitPerIndex" | "maxFailedIndexes", spec: JobSpec): Errors => {
  const value = spec[field]
  return value === undefined
    ? none
    : [FieldError.invalid(`spec.${field}`, value, "requires indexed completion mode")]
}

export const errors = (spec: JobSpec): Errors => {
  if (!modes.includes(spec.completionMode))
    return [FieldError.notSupported("spec.completionMode", spec.completionMode, modes)]
  return spec.completionMode === "Indexed"
    ? indexed(spec)
    : [...onlyIndexed("backoffLimitPerIndex", spec), ...onlyIndexed("maxFailedIndexes", spec)]
}
