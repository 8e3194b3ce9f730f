/**
 * Validation of `podFailurePolicy`, in the API's order and words (AJ-45 to AJ-49).
 */
import * as Repetition from "../data/Repetition.ts"
import * as FieldError from "./FieldError.ts"
import type { JobSpec } from "./JobSchema.ts"
import type { OnExitCodes, OnPodCondition, PodFailurePolicyRule } from "./PodFailurePolicySchema.ts"
import * as QualifiedName from "./QualifiedName.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

const none: Errors = []

const rulesMax = 20
const valuesMax = 255
const conditionsMax = 20

const actions = ["Count", "FailIndex", "FailJob", "Ignore"]
const operators = ["In", "NotIn"]
const statuses = ["False", "True", "Unknown"]

/** A word out of a list; how a missing one is put is Go's way to print a list. */
const word = (path: string, text: string, words: ReadonlyArray<string>): Errors => {
  if (text === "")
    return [FieldError.required(path, `valid values: [${words.map((one) => `"${one}"`).join(" ")}]`)]
  return words.includes(text) ? none : [FieldError.notSupported(path, text, words)]
}

const atMost = (path: string, items: ReadonlyArray<unknown>, countMax: number): Errors =>
  items.length > countMax ? [FieldError.tooMany(path, items.length, countMax)] : none

/** AJ-46. */
const action = (path: string, spec: JobSpec, { action: text }: PodFailurePolicyRule): Errors =>
  text === "FailIndex" && spec.backoffLimitPerIndex === undefined
    ? [FieldError.invalid(path, text, "requires the backoffLimitPerIndex to be set")]
    : word(path, text, actions)

const containerName = (path: string, spec: JobSpec, name: string | undefined): Errors => {
  const { containers, initContainers = [] } = spec.template.spec
  return name === undefined || [...containers, ...initContainers].some((container) => container.name === name)
    ? none
    : [
        FieldError.invalid(
          path,
          name,
          "must be one of the container or initContainer names in the pod template"
        )
      ]
}

const exitCode = (path: string, { operator }: OnExitCodes, value: number, isRepeated: boolean): Errors => [
  ...(operator === "In" && value === 0
    ? [FieldError.invalid(path, value, "must not be 0 for the In operator")]
    : none),
  ...(isRepeated ? [FieldError.duplicate(path, value)] : none)
]

/** AJ-47. */
const onExitCodes = (path: string, spec: JobSpec, codes: OnExitCodes): Errors => {
  const { operator, values } = codes
  const repeated = Repetition.of(values)
  const isOrdered = values.every((value, position) => position === 0 || (values[position - 1] ?? 0) <= value)
  return [
    ...word(`${path}.operator`, operator, operators),
    ...containerName(`${path}.containerName`, spec, codes.containerName),
    ...(values.length === 0
      ? [FieldError.invalid(`${path}.values`, values, "at least one value is required")]
      : atMost(`${path}.values`, values, valuesMax)),
    ...values.flatMap((value, position) =>
      exitCode(`${path}.values[${position}]`, codes, value, repeated[position] === true)
    ),
    ...(isOrdered ? none : [FieldError.invalid(`${path}.values`, values, "must be ordered")])
  ]
}

/** AJ-48. */
const onPodConditions = (path: string, conditions: ReadonlyArray<OnPodCondition>): Errors => [
  ...atMost(path, conditions, conditionsMax),
  ...conditions.flatMap(({ type, status }, position) => [
    ...QualifiedName.faults(type).map((fault) =>
      FieldError.invalid(`${path}[${position}].type`, type, fault)
    ),
    ...word(`${path}[${position}].status`, status, statuses)
  ])
]

/** AJ-49. */
const criteria = (
  path: string,
  { onExitCodes: codes, onPodConditions: conditions = [] }: PodFailurePolicyRule
) => {
  if (codes !== undefined && conditions.length > 0)
    return [FieldError.inconsistent(path, "specifying both OnExitCodes and OnPodConditions is not supported")]
  return codes === undefined && conditions.length === 0
    ? [FieldError.inconsistent(path, "specifying one of OnExitCodes and OnPodConditions is required")]
    : none
}

const rule = (path: string, spec: JobSpec, one: PodFailurePolicyRule): Errors => [
  ...action(`${path}.action`, spec, one),
  ...(one.onExitCodes === undefined ? none : onExitCodes(`${path}.onExitCodes`, spec, one.onExitCodes)),
  ...onPodConditions(`${path}.onPodConditions`, one.onPodConditions ?? []),
  ...criteria(path, one)
]

export const errors = (spec: JobSpec): Errors => {
  const path = "spec.podFailurePolicy.rules"
  const rules = spec.podFailurePolicy?.rules ?? []
  return [
    ...atMost(path, rules, rulesMax),
    ...rules.flatMap((one, position) => rule(`${path}[${position}]`, spec, one))
  ]
}
