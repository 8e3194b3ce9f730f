/**
 * What an API server remarks on a Pod template (AJ-112).
 */
import * as Members from "../../data/Members.ts"
import * as Repetition from "../../data/Repetition.ts"
import type { PodTemplate } from "../PodTemplateSchema.ts"
import * as ContainerWarnings from "./ContainerWarnings.ts"
import type { PodSpec } from "./PodSpecSchema.ts"
import type { Volume } from "./VolumeSchema.ts"

type Warnings = ReadonlyArray<string>

const deprecatedLabels: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
  "beta.kubernetes.io/instance-type":
    'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  "failure-domain.beta.kubernetes.io/region":
    'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  "failure-domain.beta.kubernetes.io/zone":
    'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'
}

const deprecation = (key: string): string | undefined =>
  Object.hasOwn(deprecatedLabels, key) ? deprecatedLabels[key] : undefined

const labelled = (path: string, key: string | undefined): Warnings => {
  const message = deprecation(key ?? "")
  return message === undefined ? [] : [`${path}: ${key} is ${message}`]
}

const nodeSelector = (path: string, { nodeSelector: all = {} }: PodSpec): Warnings =>
  Members.sorted(all).flatMap(([key]) => {
    const message = deprecation(key)
    return message === undefined ? [] : [`${path}.nodeSelector[${key}]: ${message}`]
  })

type NodeAffinity = NonNullable<NonNullable<PodSpec["affinity"]>["nodeAffinity"]>
type Term = NonNullable<
  NonNullable<NodeAffinity["requiredDuringSchedulingIgnoredDuringExecution"]>["nodeSelectorTerms"]
>[number]

const term = (path: string, { matchExpressions = [] }: Term): Warnings =>
  matchExpressions.flatMap(({ key }, position) => labelled(`${path}.matchExpressions[${position}].key`, key))

const nodeAffinity = (path: string, of: NodeAffinity = {}): Warnings => {
  const required = of.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const preferred = of.preferredDuringSchedulingIgnoredDuringExecution ?? []
  const terms = `${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`
  const wishes = `${path}.preferredDuringSchedulingIgnoredDuringExecution`
  return [
    ...required.flatMap((one, position) => term(`${terms}[${position}]`, one)),
    ...preferred.flatMap(({ preference = {} }, position) =>
      term(`${wishes}[${position}].preference`, preference)
    )
  ]
}

const topology = (path: string, { topologySpreadConstraints: all = [] }: PodSpec): Warnings =>
  all.flatMap(({ topologyKey, labelSelector }, position) => {
    const at = `${path}.topologySpreadConstraints[${position}]`
    const matchesNone = `${at}.labelSelector: a null labelSelector results in matching no pod`
    return [
      ...labelled(`${at}.topologyKey`, topologyKey),
      ...(labelSelector === undefined ? [matchesNone] : [])
    ]
  })

const deprecatedAnnotations = [
  [
    "scheduler.alpha.kubernetes.io/critical-pod",
    'non-functional in v1.16+; use the "priorityClassName" field instead'
  ],
  ["security.alpha.kubernetes.io/sysctls", 'non-functional in v1.11+; use the "sysctls" field instead'],
  ["security.alpha.kubernetes.io/unsafe-sysctls", 'non-functional in v1.11+; use the "sysctls" field instead']
] as const

const annotations = (path: string, { metadata }: PodTemplate): Warnings =>
  deprecatedAnnotations.flatMap(([key, message]) =>
    Object.hasOwn(metadata?.annotations ?? {}, key)
      ? [`${path}.metadata.annotations[${key}]: ${message}`]
      : []
  )

const deprecatedVolumes: ReadonlyArray<readonly [kind: keyof Volume, message: string]> = [
  ["photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"],
  ["gitRepo", "deprecated in v1.11"],
  ["scaleIO", "deprecated in v1.16, non-functional in v1.22+"],
  ["flocker", "deprecated in v1.22, non-functional in v1.25+"],
  ["storageos", "deprecated in v1.22, non-functional in v1.25+"],
  ["quobyte", "deprecated in v1.22, non-functional in v1.25+"],
  ["glusterfs", "deprecated in v1.25, non-functional in v1.26+"],
  ["cephfs", "deprecated in v1.28, non-functional in v1.31+"],
  ["rbd", "deprecated in v1.28, non-functional in v1.31+"]
]

/** StorageOS is written in another way than its field. */
const reported = (kind: keyof Volume): string => (kind === "storageos" ? "storageOS" : kind)

const volumes = (path: string, { volumes: all = [] }: PodSpec): Warnings =>
  all.flatMap((volume, position) =>
    deprecatedVolumes
      .filter(([kind]) => volume[kind] !== undefined)
      .map(([kind, message]) => `${path}.volumes[${position}].${reported(kind)}: ${message}`)
  )

/** Items of a list that are told apart by one text. */
const repeated = (path: string, field: string, texts: ReadonlyArray<string>): Warnings => {
  const again = Repetition.of(texts)
  return texts.flatMap((text, position) =>
    again[position] === true
      ? [`${path}[${position}].${field}: duplicate ${field} ${JSON.stringify(text)}`]
      : []
  )
}

const lists = (path: string, { hostAliases = [], imagePullSecrets = [] }: PodSpec): Warnings => [
  ...repeated(
    `${path}.hostAliases`,
    "ip",
    hostAliases.map(({ ip = "" }) => ip)
  ),
  ...repeated(
    `${path}.imagePullSecrets`,
    "name",
    imagePullSecrets.map(({ name = "" }) => name)
  ),
  ...imagePullSecrets.flatMap(({ name = "" }, position) =>
    name === "" ? [`${path}.imagePullSecrets[${position}].name: invalid empty name ""`] : []
  )
]

const grace = (path: string, { terminationGracePeriodSeconds: seconds = 0 }: PodSpec): Warnings =>
  seconds < 0
    ? [
        `${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`
      ]
    : []

export const of = (path: string, template: PodTemplate): Warnings => {
  const at = `${path}.spec`
  const { spec } = template
  return [
    ...nodeSelector(at, spec),
    ...nodeAffinity(`${at}.affinity.nodeAffinity`, spec.affinity?.nodeAffinity),
    ...topology(at, spec),
    ...annotations(path, template),
    ...volumes(at, spec),
    ...lists(at, spec),
    ...ContainerWarnings.of(at, spec),
    ...grace(at, spec)
  ]
}
