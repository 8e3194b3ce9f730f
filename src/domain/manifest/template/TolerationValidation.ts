/**
 * Validation of tolerations, in the API's order and words.
 */
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import * as LabelValue from "../LabelValue.ts"
import type { PodSpec } from "./PodSpecSchema.ts"

type Errors = FieldCheck.Errors
type Toleration = NonNullable<PodSpec["tolerations"]>[number]

const { none } = FieldCheck

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]

const value = (path: string, { operator = "", value: text = "" }: Toleration): Errors => {
  if (operator === "" || operator === "Equal") {
    const faults = LabelValue.faults(text)
    return faults.length === 0 ? none : [FieldError.invalid(path, text, faults.join(";"))]
  }
  if (operator !== "Exists") return FieldCheck.oneOf(path, operator, ["Equal", "Exists"])
  return text === ""
    ? none
    : [FieldError.invalid(path, text, "value must be empty when `operator` is 'Exists'")]
}

const toleration = (path: string, of: Toleration): Errors => {
  const { key = "", operator = "", effect = "", tolerationSeconds } = of
  return [
    ...FieldCheck.optionalAnd(`${path}.key`, key, FieldCheck.qualifiedName),
    ...(key === "" && operator !== "Exists"
      ? [
          FieldError.invalid(
            `${path}.operator`,
            operator,
            'operator must be Exists when `key` is empty, which means "match all values and all keys"'
          )
        ]
      : none),
    ...(tolerationSeconds !== undefined && effect !== "NoExecute"
      ? [
          FieldError.invalid(
            `${path}.effect`,
            effect,
            "effect must be 'NoExecute' when `tolerationSeconds` is set"
          )
        ]
      : none),
    ...value(`${path}.operator`, of),
    ...FieldCheck.oneOf(`${path}.effect`, effect === "" ? undefined : effect, effects)
  ]
}

export const errors = (path: string, all: ReadonlyArray<Toleration> = []): Errors =>
  all.flatMap((one, position) => toleration(`${path}[${position}]`, one))
