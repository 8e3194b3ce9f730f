/** A Job's spec as prose cases write it: fields of the API, policies in a short form, and the Job's surroundings. */
import * as Schema from "effect/Schema"
import type * as Play from "./Play.ts"

const optional = Schema.optionalKey

const failureRule =
  /^(?<action>FailJob|FailIndex|Ignore|Count) (?:exit (?<codes>-?\d+(?:, -?\d+)*)|(?:onPodConditions )?(?<condition>[A-Z]\w+))$/

/** `Ignore onPodConditions DisruptionTarget; FailJob exit 5, 6`. */
const FailurePolicyText = Schema.String.check(
  Schema.makeFilter((text) => text.split("; ").every((rule) => failureRule.test(rule)), {
    expected: "rules such as FailJob exit 5, 6"
  })
)

const successRule = /\{(?:succeededIndexes "(?<indexes>[\d,-]+)")?,? ?(?:succeededCount (?<count>\d+))?\}/g

/** `{succeededIndexes "0"}, {succeededCount 1}`. */
const SuccessPolicyText = Schema.String.check(
  Schema.makeFilter((text) => text.replaceAll(successRule, "").replaceAll(/[,\s]/g, "") === "", {
    expected: "rules such as {succeededCount 1}"
  })
)

const podsThatStay = [
  "extra finalizer that blocks pod removal",
  "pods are bound to a node, so deletion is not immediate"
]

/** Members beside these are fields of the API. `limits` lowers caps that there are none of here. */
export const SpecText = Schema.StructWithRest(
  Schema.Struct({
    podFailurePolicy: optional(FailurePolicyText),
    successPolicy: optional(SuccessPolicyText),
    managedBy: optional(Schema.String),
    template: optional(Schema.Literals(podsThatStay)),
    limits: optional(Schema.String)
  }),
  [Schema.Record(Schema.String, Schema.Unknown)]
)
export type SpecText = typeof SpecText.Type

const failurePolicy = (text: string) => ({
  rules: text.split("; ").map((rule) => {
    const { action, codes, condition } = failureRule.exec(rule)?.groups ?? {}
    return codes === undefined
      ? { action, onPodConditions: [{ type: condition, status: "True" }] }
      : {
          action,
          onExitCodes: {
            operator: "In",
            values: codes
              .split(", ")
              .map(Number)
              .toSorted((a, b) => a - b)
          }
        }
  })
})

const success = (text: string) => ({
  rules: [...text.matchAll(successRule)].map(({ groups: { indexes, count } = {} }) => ({
    ...(indexes === undefined ? {} : { succeededIndexes: indexes }),
    ...(count === undefined ? {} : { succeededCount: Number(count) })
  }))
})

const customManager = { text: "custom value", name: "example.com/custom" }

/** Words for a value that the API would take, and back. */
const manager = (text: string): string => (text === customManager.text ? customManager.name : text)
export const managerText = (name: string): string => (name === customManager.name ? customManager.text : name)

export const settingOf = (written: SpecText): Play.Setting => {
  const { limits: _, template, podFailurePolicy, successPolicy, managedBy, ...spec } = written
  return {
    spec: {
      ...spec,
      ...(podFailurePolicy === undefined ? {} : { podFailurePolicy: failurePolicy(podFailurePolicy) }),
      ...(successPolicy === undefined ? {} : { successPolicy: success(successPolicy) }),
      ...(managedBy === undefined ? {} : { managedBy: manager(managedBy) })
    },
    podsRun: template !== undefined
  }
}
