/**
 * Which labels a selector matches, and what is wrong with one (AJ-56, AJ-57, JC-159).
 */
import * as Record from "effect/Record"
import * as FieldCheck from "./FieldCheck.ts"
import * as FieldError from "./FieldError.ts"
import type { Labels } from "./JobSchema.ts"
import type { LabelSelector, LabelSelectorRequirement } from "./LabelSelectorSchema.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

const values = (path: string, { operator = "", values: all = [] }: LabelSelectorRequirement): Errors => {
  if (operator === "In" || operator === "NotIn")
    return all.length > 0
      ? none
      : [FieldError.required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
  if (operator !== "Exists" && operator !== "DoesNotExist")
    return [FieldError.invalid(`${path}.operator`, operator, "not a valid selector operator")]
  return all.length === 0
    ? none
    : [
        FieldError.forbidden(
          `${path}.values`,
          "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
        )
      ]
}

const requirement = (path: string, one: LabelSelectorRequirement): Errors => [
  ...values(path, one),
  ...FieldCheck.qualifiedName(`${path}.key`, one.key ?? ""),
  ...(one.values ?? []).flatMap((value, position) =>
    FieldCheck.labelValue(`${path}.values[${position}]`, value)
  )
]

export const errors = (path: string, { matchLabels, matchExpressions = [] }: LabelSelector): Errors => [
  ...FieldCheck.labels(`${path}.matchLabels`, matchLabels),
  ...matchExpressions.flatMap((one, position) => requirement(`${path}.matchExpressions[${position}]`, one))
]

const meets = (
  labels: Labels,
  { key = "", operator, values: all = [] }: LabelSelectorRequirement
): boolean => {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  if (operator === "Exists") return value !== undefined
  if (operator === "DoesNotExist") return value === undefined
  const isIn = value !== undefined && all.includes(value)
  return operator === "In" ? isIn : !isIn
}

/** Of a selector without faults; an empty one matches everything. */
export const matches = (
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Labels
): boolean =>
  Record.every(matchLabels, (value, key) => Object.hasOwn(labels, key) && labels[key] === value) &&
  matchExpressions.every((one) => meets(labels, one))
