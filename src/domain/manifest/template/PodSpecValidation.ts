/**
 * Validation of a Pod template, in the API's order and words (AJ-73 to AJ-82). Of affinity, topology, DNS options and
 * rights the form is checked and nothing else.
 */
import * as Repetition from "../../data/Repetition.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import * as ContainerValidation from "./ContainerValidation.ts"
import type { PodSpec } from "./PodSpecSchema.ts"
import type { TemplateMetadata } from "./TemplateMetadataSchema.ts"
import * as TolerationValidation from "./TolerationValidation.ts"
import * as VolumeValidation from "./VolumeValidation.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

const graceSecondsDefault = 30

const containers = (path: string, pod: PodSpec): Errors => {
  const { errors, volumes } = VolumeValidation.judge(`${path}.volumes`, pod.volumes)
  const shared = { volumes, graceSeconds: pod.terminationGracePeriodSeconds ?? graceSecondsDefault }
  const { containers: all = [], initContainers = [] } = pod
  return [
    ...errors,
    ...ContainerValidation.containers(`${path}.containers`, all, shared),
    ...ContainerValidation.initContainers(`${path}.initContainers`, initContainers, all, shared)
  ]
}

const restartPolicies = ["Always", "OnFailure", "Never"]
const dnsPolicies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]
const preemptionPolicies = ["PreemptLowerPriority", "Never"]

/** A word that the API fills in where it is empty. */
const filled = (text: string | undefined): string | undefined => (text === "" ? undefined : text)

const schedulingGates = (path: string, gates: PodSpec["schedulingGates"] = []): Errors => {
  if (gates.length === 0) return none
  const repeated = Repetition.of(gates.map(({ name = "" }) => name))
  return gates.flatMap(({ name = "" }, position) => [
    ...FieldCheck.qualifiedName(`${path}[${position}]`, name),
    ...(repeated[position] === true ? [FieldError.duplicate(`${path}[${position}]`, name)] : none)
  ])
}

const readinessGates = (path: string, gates: PodSpec["readinessGates"] = []): Errors =>
  gates.flatMap(({ conditionType = "" }, position) =>
    FieldCheck.qualifiedName(`${path}[${position}].conditionType`, conditionType)
  )

const hostnameOverride = (path: string, pod: PodSpec): Errors => {
  const { hostnameOverride: text, setHostnameAsFQDN, hostNetwork } = pod
  if (text === undefined) return none
  return [
    ...(setHostnameAsFQDN === true
      ? [FieldError.forbidden(path, "may not be specified when setHostnameAsFQDN is true")]
      : none),
    ...(hostNetwork === true
      ? [FieldError.forbidden(path, "may not be specified when hostNetwork is true")]
      : none),
    ...(text.length > 64 ? [FieldError.tooLong(path, 64)] : none),
    ...FieldCheck.subdomain(path, text)
  ]
}

/** How a Pod is called, and who it is. */
const names = (path: string, pod: PodSpec): Errors => [
  ...hostnameOverride(`${path}.hostnameOverride`, pod),
  ...FieldCheck.optionalAnd(
    `${path}.serviceAccountName`,
    pod.serviceAccountName ?? pod.serviceAccount,
    FieldCheck.subdomain
  ),
  ...FieldCheck.optionalAnd(`${path}.nodeName`, pod.nodeName, FieldCheck.subdomain),
  ...FieldCheck.between(`${path}.activeDeadlineSeconds`, pod.activeDeadlineSeconds, 1, 2147483647),
  ...FieldCheck.optionalAnd(`${path}.hostname`, pod.hostname, FieldCheck.label),
  ...FieldCheck.optionalAnd(`${path}.subdomain`, pod.subdomain, FieldCheck.label)
]

const ephemeralContainers = (path: string, { ephemeralContainers: all = [] }: PodSpec): Errors =>
  all.length === 0
    ? none
    : [
        FieldError.forbidden(
          `${path}.ephemeralContainers`,
          "ephemeral containers not allowed in pod template"
        )
      ]

const spec = (path: string, pod: PodSpec): Errors => [
  ...containers(path, pod),
  ...FieldCheck.oneOf(`${path}.restartPolicy`, filled(pod.restartPolicy), restartPolicies),
  ...FieldCheck.oneOf(`${path}.dnsPolicy`, filled(pod.dnsPolicy), dnsPolicies),
  ...FieldCheck.labels(`${path}.nodeSelector`, pod.nodeSelector),
  ...readinessGates(`${path}.readinessGates`, pod.readinessGates),
  ...schedulingGates(`${path}.schedulingGates`, pod.schedulingGates),
  ...names(path, pod),
  ...TolerationValidation.errors(`${path}.tolerations`, pod.tolerations),
  ...FieldCheck.optionalAnd(`${path}.priorityClassName`, pod.priorityClassName, FieldCheck.subdomain),
  ...(pod.runtimeClassName === undefined
    ? none
    : FieldCheck.subdomain(`${path}.runtimeClassName`, pod.runtimeClassName)),
  ...FieldCheck.oneOf(`${path}.preemptionPolicy`, pod.preemptionPolicy, preemptionPolicies)
]

/** Labels and annotations are reported beside the spec, not under `metadata`. */
export const errors = (path: string, metadata: TemplateMetadata | undefined, pod: PodSpec): Errors => [
  ...FieldCheck.labels(`${path}.labels`, metadata?.labels),
  ...FieldCheck.annotations(`${path}.annotations`, metadata?.annotations),
  ...spec(`${path}.spec`, pod),
  ...ephemeralContainers(`${path}.spec`, pod)
]
