/**
 * What becomes of a Job when one of its Pods is ended from outside, by an eviction, a preemption or a drained node: the
 * Pod fails with the condition DisruptionTarget, its first container with 143 (SIGTERM) or 137 (SIGKILL).
 *
 * A rule of `podFailurePolicy` may match the condition or the exit code, whichever stands first (JC-113, JC-117);
 * without one the failure counts like any other (JC-104, JC-107).
 */
import type { JobSpec } from "../manifest/JobSchema.ts"
import type { PodFailurePolicyAction } from "../manifest/PodFailurePolicySchema.ts"
import * as FailedPod from "./FailedPod.ts"

export interface Outcome {
  readonly exitCode: number
  readonly action: PodFailurePolicyAction
  /** The position of the rule that says so; absent where none does. */
  readonly rule: number | undefined
}

export interface Disruption {
  /** One, where the exit code makes no difference. */
  readonly outcomes: ReadonlyArray<Outcome>
  /** The limit a failure that counts counts against, and how many it allows. */
  readonly limit: "backoffLimit" | "backoffLimitPerIndex"
  readonly allowed: number
  /** It counts when the Pod is asked to terminate, and not only when it has ended (JC-10). */
  readonly isCountedEarly: boolean
}

/** SIGTERM, and SIGKILL when the grace period is over. */
const exitCodes = [143, 137]

export const condition = { type: "DisruptionTarget", status: "True" }

const outcomeOf = (spec: JobSpec, exitCode: number): Outcome => {
  const container = spec.template.spec.containers[0]?.name ?? ""
  const found = FailedPod.ruleFor(spec, { container, exitCode, conditions: [condition] })
  return { exitCode, action: found?.rule.action ?? "Count", rule: found?.position }
}

export const of = (spec: JobSpec): Disruption => {
  const all = exitCodes.map((exitCode) => outcomeOf(spec, exitCode))
  const { backoffLimit, backoffLimitPerIndex } = spec
  return {
    outcomes: all.filter(({ rule }, position) => all.findIndex((one) => one.rule === rule) === position),
    limit: backoffLimitPerIndex === undefined ? "backoffLimit" : "backoffLimitPerIndex",
    allowed: backoffLimitPerIndex ?? backoffLimit,
    isCountedEarly: spec.podReplacementPolicy === "TerminatingOrFailed"
  }
}
