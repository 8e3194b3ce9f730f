/**
 * Which conditions a Job may show together, one before the other, and for good (AJ-103 to AJ-107, AJ-120, AJ-124,
 * AJ-125).
 */
import * as FieldError from "../FieldError.ts"
import type { ConditionType, Part, StatusRule, StatusWrite } from "./StatusWrite.ts"
import { is, when } from "./StatusWrite.ts"

const rule = (
  id: string,
  ifChanged: ReadonlyArray<Part>,
  isBroken: (write: StatusWrite) => boolean,
  detail: string
): StatusRule => {
  const error = FieldError.inconsistent("status.conditions", detail)
  return { id, ifChanged, errors: when(isBroken, () => error) }
}

const exclusive = (
  id: string,
  left: ConditionType,
  right: ConditionType,
  ifChanged: ReadonlyArray<Part>
): StatusRule =>
  rule(
    id,
    ifChanged,
    ({ after }) => is(after, left) && is(after, right),
    `cannot set ${left}=True and ${right}=true conditions`
  )

const needs = (
  id: string,
  final: ConditionType,
  interim: ConditionType,
  ifChanged: ReadonlyArray<Part>
): StatusRule =>
  rule(
    id,
    ifChanged,
    ({ after }) => is(after, final) && !is(after, interim),
    `cannot set ${final}=True condition without the ${interim}=true condition`
  )

const lasting = (id: string, type: ConditionType, kind: string): StatusRule =>
  rule(
    id,
    [],
    ({ before, after }) => is(before, type) && !is(after, type),
    `cannot disable the ${kind}${type}=True condition`
  )

/** AJ-120. */
export const oneVerdict: ReadonlyArray<StatusRule> = [
  exclusive("AJ-120", "Complete", "Failed", ["Complete", "Failed"]),
  exclusive("AJ-120", "Complete", "FailureTarget", ["Complete", "FailureTarget"])
]

/** AJ-124, AJ-125. */
export const interimFirst: ReadonlyArray<StatusRule> = [
  needs("AJ-124", "Failed", "FailureTarget", ["Failed", "failedIndexes"]),
  needs("AJ-125", "Complete", "SuccessCriteriaMet", ["Complete", "SuccessCriteriaMet"])
]

/** AJ-105, AJ-106. */
export const successCriteria: ReadonlyArray<StatusRule> = [
  exclusive("AJ-105", "SuccessCriteriaMet", "Failed", []),
  exclusive("AJ-105", "SuccessCriteriaMet", "FailureTarget", []),
  rule(
    "AJ-106",
    [],
    ({ spec, after }) =>
      spec.successPolicy !== undefined && is(after, "Complete") && !is(after, "SuccessCriteriaMet"),
    "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True"
  )
]

/** AJ-103. */
export const lastingVerdicts: ReadonlyArray<StatusRule> = [
  lasting("AJ-103", "Failed", "terminal "),
  lasting("AJ-103", "Complete", "terminal "),
  lasting("AJ-103", "FailureTarget", "terminal ")
]

/** AJ-104, AJ-107. */
export const lastingCriteria: ReadonlyArray<StatusRule> = [
  lasting("AJ-104", "SuccessCriteriaMet", ""),
  rule(
    "AJ-107",
    [],
    ({ before, after }) =>
      is(before, "Complete") && !is(before, "SuccessCriteriaMet") && is(after, "SuccessCriteriaMet"),
    "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions"
  )
]
