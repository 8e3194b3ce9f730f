/**
 * Defaulting: what an API server fills in before it looks at a Job (JC-162, JC-163, AJ-10 to AJ-27).
 */
import * as Members from "../data/Members.ts"
import type { JobManifest } from "./JobManifest.ts"
import type { JobMetadata, JobSpec } from "./JobSchema.ts"
import type { OnExitCodes, PodFailurePolicy, PodFailurePolicyRule } from "./PodFailurePolicySchema.ts"
import type { Container, PodSpec, PodTemplate } from "./PodTemplateSchema.ts"
import type { SuccessPolicy } from "./SuccessPolicySchema.ts"
import type * as ContainerSchema from "./template/ContainerSchema.ts"
import type * as PodSpecSchema from "./template/PodSpecSchema.ts"

/** `completions` and `parallelism` default together; a lone `parallelism` makes a work queue (JC-162). */
const completions = (spec: NonNullable<JobManifest["spec"]>): number | undefined =>
  spec.completions ?? (spec.parallelism === undefined ? 1 : undefined)

/** Words stay as they are until `Validation` has judged them. */
const restartRules = (rules: NonNullable<ContainerSchema.Container["restartPolicyRules"]>) =>
  rules.map(({ action = "", exitCodes }) =>
    exitCodes === undefined ? { action } : { action, exitCodes: { operator: "", values: [], ...exitCodes } }
  )

const container = (item: ContainerSchema.Container): Container => {
  const { restartPolicyRules: rules } = item
  const filled = { name: "", image: "", ...item }
  const ruled = rules === undefined ? filled : { ...filled, restartPolicyRules: restartRules(rules) }
  // Variables without a name are refused by Validation (AJ-75).
  return ruled as Container
}

const podSpec = ({
  volumes,
  initContainers,
  containers = [],
  ephemeralContainers,
  restartPolicy = "Always",
  terminationGracePeriodSeconds = 30,
  ...rest
}: PodSpecSchema.PodSpec): PodSpec => ({
  ...Members.present({
    volumes,
    initContainers: initContainers?.map(container),
    containers: containers.map(container),
    ephemeralContainers,
    restartPolicy,
    terminationGracePeriodSeconds
  }),
  ...rest
})

const template = ({ template: written }: NonNullable<JobManifest["spec"]>): PodTemplate => {
  const spec = podSpec(written?.spec ?? {})
  if (written?.metadata === undefined) return { spec }
  const { creationTimestamp: _, ...metadata } = written.metadata
  return { metadata, spec }
}

type Written<K extends keyof NonNullable<JobManifest["spec"]>> = NonNullable<
  NonNullable<JobManifest["spec"]>[K]
>

type WrittenRule = NonNullable<Written<"podFailurePolicy">["rules"]>[number]

const podFailureRule = ({
  action = "",
  onExitCodes,
  onPodConditions
}: WrittenRule): PodFailurePolicyRule => ({
  // Judged by PodFailurePolicyValidation (AJ-46).
  action: action as PodFailurePolicyRule["action"],
  ...(onExitCodes === undefined
    ? {}
    : {
        onExitCodes: {
          ...onExitCodes,
          // Judged by PodFailurePolicyValidation (AJ-47).
          operator: (onExitCodes.operator ?? "") as OnExitCodes["operator"],
          values: onExitCodes.values ?? []
        }
      }),
  ...(onPodConditions === undefined
    ? {}
    : { onPodConditions: onPodConditions.map(({ type = "", status = "True" }) => ({ type, status })) })
})

/** AJ-20. */
const podFailurePolicy = ({ rules }: Written<"podFailurePolicy">): PodFailurePolicy =>
  rules === undefined ? {} : { rules: rules.map(podFailureRule) }

const successPolicy = ({ rules = [] }: Written<"successPolicy">): SuccessPolicy => ({ rules })

/** What the Job's own limit is where each index has one, as good as none. */
export const unlimitedFailures = 2147483647

/** AJ-13: the Job's own limit hardly binds where each index has its own. */
const backoffLimit = (spec: NonNullable<JobManifest["spec"]>): number =>
  spec.backoffLimit ?? (spec.backoffLimitPerIndex === undefined ? 6 : unlimitedFailures)

/** Parts of a spec that have their defaults already. */
export type Parts = Partial<Pick<JobSpec, "selector" | "podFailurePolicy" | "successPolicy" | "template">>

const policies = (
  spec: NonNullable<JobManifest["spec"]>,
  parts: Parts
): { readonly [K in "podFailurePolicy" | "successPolicy"]: JobSpec[K] | undefined } => ({
  podFailurePolicy:
    parts.podFailurePolicy ?? (spec.podFailurePolicy && podFailurePolicy(spec.podFailurePolicy)),
  successPolicy: parts.successPolicy ?? (spec.successPolicy && successPolicy(spec.successPolicy))
})

/**
 * The spec as stored. An enumerated field keeps the word the user wrote until `Validation` has judged it, hence the
 * casts: a spec that passes validation holds only the words of its type.
 */
export const specOf = ({ spec = {} }: JobManifest, parts: Parts = {}): JobSpec => {
  const rules = policies(spec, parts)
  // AJ-54.
  const replacement = rules.podFailurePolicy === undefined ? "TerminatingOrFailed" : "Failed"
  return Members.present({
    parallelism: spec.parallelism ?? 1,
    completions: completions(spec),
    // Judged by Validation.completionMode (AJ-33).
    completionMode: (spec.completionMode ?? "NonIndexed") as JobSpec["completionMode"],
    backoffLimit: backoffLimit(spec),
    backoffLimitPerIndex: spec.backoffLimitPerIndex,
    maxFailedIndexes: spec.maxFailedIndexes,
    activeDeadlineSeconds: spec.activeDeadlineSeconds,
    ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished,
    managedBy: spec.managedBy,
    manualSelector: spec.manualSelector,
    selector: parts.selector ?? spec.selector,
    podFailurePolicy: rules.podFailurePolicy,
    successPolicy: rules.successPolicy,
    suspend: spec.suspend ?? false,
    // Judged by Validation.podReplacementPolicy (AJ-54).
    podReplacementPolicy: (spec.podReplacementPolicy ?? replacement) as JobSpec["podReplacementPolicy"],
    template: parts.template ?? template(spec)
  })
}

/** The metadata as stored. `name` is the manifest's, or what was made of its `generateName`. */
export const metadataOf = (
  manifest: JobManifest,
  identity: { readonly name: string; readonly uid: string }
): JobMetadata => ({
  namespace: manifest.metadata?.namespace ?? "default",
  ...identity,
  labels: manifest.metadata?.labels ?? {},
  annotations: manifest.metadata?.annotations ?? {},
  ...((manifest.metadata?.finalizers ?? []).length === 0
    ? {}
    : { finalizers: manifest.metadata?.finalizers ?? [] })
})
