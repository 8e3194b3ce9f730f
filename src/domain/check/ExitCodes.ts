/**
 * What `podFailurePolicy` makes of each exit code of each container, and for which codes it has no rule (JC-113 to
 * JC-116, JC-120). A code after which the container runs again in place never comes to the policy (LC-2).
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import type { PodFailurePolicyAction } from "../manifest/PodFailurePolicySchema.ts"
import type { Container } from "../manifest/PodTemplateSchema.ts"
import * as RestartPolicy from "../pod/RestartPolicy.ts"
import * as FailedPod from "./FailedPod.ts"

/** `NoRule`: the failure is counted, as without a policy. */
export type Outcome = PodFailurePolicyAction | "Restart" | "NoRule"

const outcomes: ReadonlyArray<Outcome> = ["FailJob", "FailIndex", "Ignore", "Count", "Restart", "NoRule"]

export interface Share {
  readonly outcome: Outcome
  readonly codes: IntervalSet.IntervalSet
}

/** The codes 1 to 255, by what becomes of them. No containers: it holds for each. */
export interface ExitCodes {
  readonly containers: ReadonlyArray<string>
  readonly shares: ReadonlyArray<Share>
}

const codeMax = 255
const codes = Array.from({ length: codeMax }, (_, position) => position + 1)

const outcomeOf = (spec: JobSpec, item: Container, exitCode: number): Outcome => {
  if (RestartPolicy.wouldRestart(spec.template.spec, item, exitCode)) return "Restart"
  const found = FailedPod.ruleFor(spec, { container: item.name, exitCode, conditions: [] })
  return found?.rule.action ?? "NoRule"
}

const sharesOf = (spec: JobSpec, item: Container): ReadonlyArray<Share> => {
  const found = codes.map((code) => outcomeOf(spec, item, code))
  return outcomes
    .map((outcome) => ({
      outcome,
      codes: codes
        .filter((_, position) => found[position] === outcome)
        .reduce(IntervalSet.add, IntervalSet.empty)
    }))
    .filter((share) => share.codes.size > 0)
}

const textOf = (shares: ReadonlyArray<Share>): string =>
  shares.map((share) => `${share.outcome} ${IntervalSet.format(share.codes)}`).join("; ")

/** Containers of which the same is true stand together. Nothing without a policy. */
export const of = (spec: JobSpec): ReadonlyArray<ExitCodes> => {
  if (spec.podFailurePolicy === undefined) return []
  const { containers, initContainers = [] } = spec.template.spec
  const all = [...containers, ...initContainers].map((item) => ({
    name: item.name,
    shares: sharesOf(spec, item)
  }))
  const texts = all.map(({ shares }) => textOf(shares))
  const groups = all.filter((_, position) => texts.indexOf(texts[position] ?? "") === position)
  return groups.map(({ shares }) => ({
    containers:
      groups.length === 1
        ? []
        : all.filter((_, position) => texts[position] === textOf(shares)).map(({ name }) => name),
    shares
  }))
}

/** The codes for which there is no rule, of a container. */
export const unmatched = ({ shares }: ExitCodes): IntervalSet.IntervalSet =>
  shares.find(({ outcome }) => outcome === "NoRule")?.codes ?? IntervalSet.empty
