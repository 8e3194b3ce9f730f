/**
 * Validation of a Job, in the API's order and words (AJ-4, AJ-30 to AJ-69). What is judged is the whole Job: with every
 * default, and with what the API generates.
 */
import * as CompletionModeValidation from "./CompletionModeValidation.ts"
import * as DnsName from "./DnsName.ts"
import * as FieldCheck from "./FieldCheck.ts"
import * as FieldError from "./FieldError.ts"
import type * as Generation from "./Generation.ts"
import type { JobSpec } from "./JobSchema.ts"
import * as ManagedByValidation from "./ManagedByValidation.ts"
import * as PodFailurePolicyValidation from "./PodFailurePolicyValidation.ts"
import * as SelectorValidation from "./SelectorValidation.ts"
import * as SuccessPolicyValidation from "./SuccessPolicyValidation.ts"
import * as PodSpecValidation from "./template/PodSpecValidation.ts"

type Errors = FieldCheck.Errors

const { none, notNegative } = FieldCheck

/** More Pods at once than one control plane can hold; Kubernetes has no such limit for a Job that is not Indexed. */
const podsMax = 1000000

const tooManyPods = (spec: JobSpec): Errors =>
  Math.min(spec.parallelism, spec.completions ?? spec.parallelism) > podsMax
    ? [
        FieldError.invalid(
          "spec.parallelism",
          spec.parallelism,
          `must not lead to more than ${podsMax} Pods at once, the most this control plane holds`
        )
      ]
    : none

/** AJ-54. */
const podReplacementPolicy = (spec: JobSpec): Errors => {
  const path = "spec.podReplacementPolicy"
  const policies = spec.podFailurePolicy === undefined ? ["Failed", "TerminatingOrFailed"] : ["Failed"]
  return policies.includes(spec.podReplacementPolicy)
    ? none
    : [FieldError.notSupported(path, spec.podReplacementPolicy, policies)]
}

/** AJ-55: an omitted policy is the Pod's default, Always, and lands here too. */
const restartPolicy = ({ template, podFailurePolicy }: JobSpec): Errors => {
  const path = "spec.template.spec.restartPolicy"
  const policy = template.spec.restartPolicy
  if (policy === "Never") return none
  if (policy === "OnFailure")
    return podFailurePolicy === undefined
      ? none
      : [FieldError.invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')]
  return policy === "Always" || policy === ""
    ? [FieldError.required(path, 'valid values: "OnFailure", "Never"')]
    : [FieldError.notSupported(path, policy, ["OnFailure", "Never"])]
}

/** AJ-44: the hostname of the last index must be a DNS label. */
const hostname = (name: string, spec: JobSpec): Errors => {
  if (spec.completionMode !== "Indexed" || spec.completions === undefined || spec.completions <= 0)
    return none
  const last = `${name}-${spec.completions - 1}`
  return DnsName.labelFaults(last).length === 0
    ? none
    : [
        FieldError.invalid(
          "metadata.name",
          name,
          `will not able to create pod with invalid DNS label: ${last}`
        )
      ]
}

/** AJ-30, AJ-31. */
const numbers = (job: JobSpec): Errors => [
  ...notNegative("spec.parallelism", job.parallelism),
  ...notNegative("spec.completions", job.completions),
  ...notNegative("spec.activeDeadlineSeconds", job.activeDeadlineSeconds),
  ...notNegative("spec.backoffLimit", job.backoffLimit),
  ...notNegative("spec.ttlSecondsAfterFinished", job.ttlSecondsAfterFinished),
  ...notNegative("spec.backoffLimitPerIndex", job.backoffLimitPerIndex),
  ...notNegative("spec.maxFailedIndexes", job.maxFailedIndexes),
  ...(job.maxFailedIndexes !== undefined && job.backoffLimitPerIndex === undefined
    ? [FieldError.required("spec.backoffLimitPerIndex", "when maxFailedIndexes is specified")]
    : none)
]

/** The checks of the spec. What is the very same as in a spec that was `admitted` was judged when it got there. */
export const spec = (job: JobSpec, admitted?: JobSpec): Errors => {
  const isJudged = (...fields: ReadonlyArray<keyof JobSpec>): boolean =>
    admitted !== undefined && fields.every((field) => job[field] === admitted[field])
  return [
    ...numbers(job),
    ...ManagedByValidation.errors(job),
    ...CompletionModeValidation.errors(job),
    ...tooManyPods(job),
    ...(isJudged("podFailurePolicy", "backoffLimitPerIndex", "template")
      ? none
      : PodFailurePolicyValidation.errors(job)),
    ...(isJudged("successPolicy", "completionMode", "completions")
      ? none
      : SuccessPolicyValidation.errors(job)),
    ...podReplacementPolicy(job),
    ...(isJudged("template")
      ? none
      : PodSpecValidation.errors("spec.template", job.template.metadata, job.template.spec)),
    ...restartPolicy(job),
    ...(isJudged("selector", "template") ? none : SelectorValidation.errors(job))
  ]
}

export interface Options {
  /** Whether the labels of a generated selector have their prefixed names, too (AJ-87). */
  readonly requiresPrefixedLabels?: boolean
  /** What is wrong with the spec, where that is known already. */
  readonly ofSpec?: Errors
}

/** What follows a Job's metadata. */
export const job = (
  identity: Generation.Identity,
  of: JobSpec,
  { requiresPrefixedLabels = true, ofSpec = spec(of) }: Options = {}
): Errors => [
  ...SelectorValidation.generated(identity, of, requiresPrefixedLabels),
  ...ofSpec,
  ...hostname(identity.name, of)
]
