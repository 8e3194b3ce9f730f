/**
 * A Pod of a Job as it would be if it failed in a certain way, to ask the rules of `podFailurePolicy` about (JC-113).
 */
import type { PodCondition } from "../event/Fact.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import type { PodFailurePolicyRule } from "../manifest/PodFailurePolicySchema.ts"
import * as Pod from "../pod/Pod.ts"
import * as PodFailurePolicy from "../policy/PodFailurePolicy.ts"

/** `container` ended with `exitCode`, and all others with 0. */
export interface Failure {
  readonly container: string
  readonly exitCode: number
  readonly conditions: ReadonlyArray<PodCondition>
}

const made = ({ template }: JobSpec, { container, exitCode, conditions }: Failure): Pod.Pod => {
  const { containers, initContainers } = template.spec
  const names = containers.map(({ name }) => name)
  const pod = Pod.make({ ordinal: 0, index: undefined, at: 0, containers: names, initContainers })
  const ended = (one: Pod.Container): Pod.Container => ({
    ...one,
    state: "Terminated",
    exitCode: one.name === container ? exitCode : 0
  })
  return {
    ...pod,
    phase: "Failed",
    conditions,
    containers: pod.containers.map(ended),
    initContainers: pod.initContainers.map(ended)
  }
}

/** Some failures may be ignored, and those never come to an end by a limit (JC-120). */
export const mayBeIgnored = ({ podFailurePolicy }: JobSpec): boolean =>
  podFailurePolicy?.rules?.some(({ action }) => action === "Ignore") === true

/** The rule that decides, and its position; nothing where none matches. */
export const ruleFor = (
  spec: JobSpec,
  failure: Failure
): { readonly position: number; readonly rule: PodFailurePolicyRule } | undefined => {
  const position = PodFailurePolicy.ruleOf(spec, made(spec, failure))
  const rule = position === undefined ? undefined : spec.podFailurePolicy?.rules?.[position]
  return position === undefined || rule === undefined ? undefined : { position, rule }
}
