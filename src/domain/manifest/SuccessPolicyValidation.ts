/**
 * Validation of `successPolicy`, in the API's order and words (AJ-50 to AJ-52).
 */
import * as Result from "effect/Result"
import * as FieldError from "./FieldError.ts"
import * as IndexList from "./IndexList.ts"
import * as InternalNames from "./InternalNames.ts"
import type { JobSpec } from "./JobSchema.ts"
import type { SuccessPolicyRule } from "./SuccessPolicySchema.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

const none: Errors = []

const path = "spec.successPolicy"
const rulesMax = 20
const indexesBytesMax = 65536

/** How many indexes a list names, and what is wrong with it; one that cannot be read names none. */
const listed = (at: string, text: string, completions: number): { count: number; errors: Errors } => {
  const tooLong = text.length > indexesBytesMax ? [FieldError.tooLong(at, indexesBytesMax)] : none
  return Result.match(IndexList.parse(text, completions), {
    onFailure: (fault) => ({
      count: 0,
      errors: [...tooLong, FieldError.invalid(at, text, `error parsing succeededIndexes: ${fault}`)]
    }),
    onSuccess: (intervals) => ({ count: IndexList.size(intervals), errors: tooLong })
  })
}

const atMost = (at: string, value: number, most: number, of: string): Errors =>
  value > most ? [FieldError.invalid(at, value, `must be less than or equal to ${most} (${of})`)] : none

const count = (at: string, value: number, completions: number, indexes: number | undefined): Errors => [
  ...(value < 0 ? [FieldError.invalid(at, value, "must be greater than or equal to 0")] : none),
  ...atMost(at, value, completions, "the number of specified completions"),
  ...(indexes === undefined
    ? none
    : atMost(at, value, indexes, "the number of indexes in the specified succeededIndexes field"))
]

const rule = (at: string, completions: number, one: SuccessPolicyRule): Errors => {
  const { succeededIndexes, succeededCount } = one
  if (succeededIndexes === undefined && succeededCount === undefined)
    return [FieldError.required(at, "at least one of succeededCount or succeededIndexes must be specified")]
  const indexes =
    succeededIndexes === undefined
      ? undefined
      : listed(`${at}.succeededIndexes`, succeededIndexes, completions)
  return [
    ...(indexes?.errors ?? none),
    ...(succeededCount === undefined
      ? none
      : count(`${at}.succeededCount`, succeededCount, completions, indexes?.count))
  ]
}

/** Without `completions`, which are missed elsewhere (AJ-36), there is nothing to hold a rule against. */
export const errors = ({ successPolicy, completionMode, completions }: JobSpec): Errors => {
  if (successPolicy === undefined) return none
  if (completionMode !== "Indexed")
    return [
      FieldError.invalid(path, InternalNames.successPolicy(successPolicy), "requires indexed completion mode")
    ]
  const { rules } = successPolicy
  return [
    ...(rules.length === 0
      ? [
          FieldError.required(
            `${path}.rules`,
            "at least one rules must be specified when the successPolicy is specified"
          )
        ]
      : none),
    ...(rules.length > rulesMax ? [FieldError.tooMany(`${path}.rules`, rules.length, rulesMax)] : none),
    ...(completions === undefined
      ? none
      : rules.flatMap((one, position) => rule(`${path}.rules[${position}]`, completions, one)))
  ]
}
