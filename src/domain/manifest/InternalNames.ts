/**
 * Policies as the errors of the API print them: by the names of its own types, and with `null` for what is absent
 * (AJ-2).
 */
import type { PodFailurePolicy, PodFailurePolicyRule } from "./PodFailurePolicySchema.ts"
import type { SuccessPolicy } from "./SuccessPolicySchema.ts"

export const successPolicy = ({ rules }: SuccessPolicy) => ({
  Rules: rules.map(({ succeededIndexes, succeededCount }) => ({
    SucceededIndexes: succeededIndexes ?? null,
    SucceededCount: succeededCount ?? null
  }))
})

const onExitCodes = ({ onExitCodes: codes }: PodFailurePolicyRule) =>
  codes === undefined
    ? null
    : { ContainerName: codes.containerName ?? null, Operator: codes.operator, Values: codes.values }

const onPodConditions = ({ onPodConditions: conditions }: PodFailurePolicyRule) =>
  conditions?.map(({ type, status }) => ({ Type: type, Status: status })) ?? null

export const podFailurePolicy = ({ rules }: PodFailurePolicy) => ({
  Rules:
    rules?.map((rule) => ({
      Action: rule.action,
      OnExitCodes: onExitCodes(rule),
      OnPodConditions: onPodConditions(rule)
    })) ?? null
})
