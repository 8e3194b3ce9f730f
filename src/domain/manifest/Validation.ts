/**
 * Validation of a Job on creation, in the API's order and words (AJ-30 to AJ-74), for the fields decided so far.
 */
import * as CompletionModeValidation from "./CompletionModeValidation.ts"
import * as DnsName from "./DnsName.ts"
import * as EnvironmentValidation from "./EnvironmentValidation.ts"
import * as FieldError from "./FieldError.ts"
import type { JobMetadata, JobSpec } from "./JobSchema.ts"
import * as ManagedByValidation from "./ManagedByValidation.ts"
import * as PodFailurePolicyValidation from "./PodFailurePolicyValidation.ts"
import type { Container } from "./PodTemplateSchema.ts"
import * as SuccessPolicyValidation from "./SuccessPolicyValidation.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

const none: Errors = []

const label = (path: string, text: string): Errors => {
  const fault = DnsName.labelFault(text)
  return fault === undefined ? none : [FieldError.invalid(path, text, fault)]
}

const notNegative = (path: string, value: number | undefined): Errors =>
  value === undefined || value >= 0
    ? none
    : [FieldError.invalid(path, value, "must be greater than or equal to 0")]

const subdomain = (path: string, text: string): Errors =>
  DnsName.subdomainFaults(text).map((fault) => FieldError.invalid(path, text, fault))

/** The name is the value of two labels, and is reported for each of them (AJ-65). */
const tooLongForLabel = (name: string): FieldError.FieldError =>
  FieldError.invalid("spec.template.labels", name, "must be no more than 63 bytes")

/** AJ-66: a prefix may end in a hyphen, since more follows. */
export const generateName = (prefix: string | undefined): Errors =>
  prefix === undefined ? none : subdomain("metadata.generateName", prefix.replace(/-$/, "x"))

/** AJ-65: a Job's name is also a label value, so 63 characters are the most. */
export const metadata = (job: Pick<JobMetadata, "name" | "namespace">): Errors => {
  if (job.name === "") return [FieldError.required("metadata.name", "name or generateName is required")]
  return [
    ...subdomain("metadata.name", job.name),
    ...(job.name.length > 63 ? [tooLongForLabel(job.name), tooLongForLabel(job.name)] : none),
    ...label("metadata.namespace", job.namespace)
  ]
}

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

/** Starting a whole Pod over in place is not decided yet (LC-36). */
const restartRules = (path: string, { restartPolicyRules = [] }: Container): Errors =>
  restartPolicyRules.flatMap(({ action }, position) =>
    action === "RestartAllContainers"
      ? [FieldError.notDecided(`${path}.restartPolicyRules[${position}].action`)]
      : none
  )

/** `before`: the containers whose names are taken. */
const container = (path: string, item: Container, before: ReadonlyArray<Container>): Errors => {
  const repeated = before.some((other) => other.name === item.name)
  return [
    ...(item.name === "" ? [FieldError.required(`${path}.name`)] : label(`${path}.name`, item.name)),
    ...(repeated && item.name !== "" ? [FieldError.duplicate(`${path}.name`, item.name)] : none),
    ...(item.image === "" ? [FieldError.required(`${path}.image`)] : none),
    ...EnvironmentValidation.errors(path, item),
    ...restartRules(path, item)
  ]
}

/** AJ-73. */
const containers = ({ template }: JobSpec): Errors =>
  template.spec.containers.length === 0
    ? [FieldError.required("spec.template.spec.containers")]
    : template.spec.containers.flatMap((item, position, all) =>
        container(`spec.template.spec.containers[${position}]`, item, all.slice(0, position))
      )

/** AJ-73: they share their names with the containers. */
const initContainers = ({ template: { spec } }: JobSpec): Errors =>
  (spec.initContainers ?? []).flatMap((item, position, all) =>
    container(`spec.template.spec.initContainers[${position}]`, item, [
      ...spec.containers,
      ...all.slice(0, position)
    ])
  )

/** AJ-55: an omitted policy is the Pod's default, Always, and lands here too. */
const restartPolicy = ({ template, podFailurePolicy }: JobSpec): Errors => {
  const path = "spec.template.spec.restartPolicy"
  const policy = template.spec.restartPolicy
  if (policy === "Never") return none
  if (policy === "OnFailure")
    return podFailurePolicy === undefined
      ? none
      : [FieldError.invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')]
  if (policy === "Always" || policy === "")
    return [FieldError.required(path, 'valid values: "OnFailure", "Never"')]
  return [
    FieldError.notSupported(path, policy, ["Always", "OnFailure", "Never"]),
    FieldError.notSupported(path, policy, ["OnFailure", "Never"])
  ]
}

/** AJ-44: the hostname of the last index must be a DNS label. */
const hostname = (name: string, spec: JobSpec): Errors => {
  if (spec.completionMode !== "Indexed" || spec.completions === undefined || spec.completions <= 0)
    return none
  const last = `${name}-${spec.completions - 1}`
  return DnsName.labelFault(last) === undefined
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

/** The checks of the spec alone, in the API's order. */
export const spec = (name: string, job: JobSpec): Errors => [
  ...numbers(job),
  ...ManagedByValidation.errors(job),
  ...CompletionModeValidation.errors(job),
  ...tooManyPods(job),
  ...PodFailurePolicyValidation.errors(job),
  ...SuccessPolicyValidation.errors(job),
  ...podReplacementPolicy(job),
  ...containers(job),
  ...initContainers(job),
  ...restartPolicy(job),
  ...hostname(name, job)
]
