/**
 * Validation of a container's own restart policy and its rules (AJ-81).
 */
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import type { Container } from "./ContainerSchema.ts"

type Errors = FieldCheck.Errors
type Rule = NonNullable<Container["restartPolicyRules"]>[number]

const { none } = FieldCheck

const policies = ["Always", "Never", "OnFailure"]
const actions = ["Restart", "RestartAllContainers"]
const operators = ["In", "NotIn"]
const rulesMax = 20
const valuesMax = 255

const rule = (path: string, { action: text, exitCodes }: Rule): Errors => [
  ...FieldCheck.oneOf(`${path}.action`, text ?? "", actions),
  ...(exitCodes === undefined
    ? [FieldError.required(`${path}.exitCodes`, "must be specified")]
    : [
        ...FieldCheck.oneOf(`${path}.exitCodes.operator`, exitCodes.operator ?? "", operators),
        ...FieldCheck.atMost(`${path}.exitCodes.values`, exitCodes.values ?? [], valuesMax)
      ])
]

const policy = (path: string, { restartPolicy, restartPolicyRules: rules = [] }: Container): Errors =>
  restartPolicy === undefined && rules.length > 0
    ? [FieldError.required(path, "must specify restartPolicy when restart rules are used")]
    : FieldCheck.oneOf(path, restartPolicy, policies)

export const errors = (path: string, container: Container): Errors => {
  const { restartPolicyRules: rules = [] } = container
  return rules.length === 0 && container.restartPolicy === undefined
    ? none
    : [
        ...policy(`${path}.restartPolicy`, container),
        ...FieldCheck.atMost(`${path}.restartPolicyRules`, rules, rulesMax),
        ...rules.flatMap((one, position) => rule(`${path}.restartPolicyRules[${position}]`, one))
      ]
}
