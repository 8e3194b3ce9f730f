/**
 * The spec of a Pod as a manifest may have it (core/v1 PodSpec), its members in the order in which the API shows them.
 */
import * as Schema from "effect/Schema"
import { Container } from "./ContainerSchema.ts"
import * as Field from "./Field.ts"
import { ResourceRequirements } from "./ResourceSchema.ts"
import {
  Affinity,
  PodSchedulingGate,
  PodSchedulingGroup,
  Toleration,
  TopologySpreadConstraint
} from "./SchedulingSchema.ts"
import { PodSecurityContext } from "./SecurityContextSchema.ts"
import { LocalObjectReference, Volume } from "./VolumeSchema.ts"

export const HostAlias = Schema.Struct({
  ip: Field.given.text,
  hostnames: Field.list(Schema.String)
})

export const PodDNSConfigOption = Schema.Struct({
  name: Field.text,
  value: Field.given.text
})

export const PodDNSConfig = Schema.Struct({
  nameservers: Field.list(Schema.String),
  searches: Field.list(Schema.String),
  options: Field.list(PodDNSConfigOption)
})

export const PodReadinessGate = Schema.Struct({
  conditionType: Field.given.text
})

export const PodOS = Schema.Struct({
  name: Field.given.text
})

export const PodResourceClaim = Schema.Struct({
  name: Field.given.text,
  resourceClaimName: Field.given.text,
  resourceClaimTemplateName: Field.given.text
})

export const PodSpec = Schema.Struct({
  volumes: Field.list(Volume),
  initContainers: Field.list(Container),
  containers: Field.list(Container),
  ephemeralContainers: Field.list(Schema.Json),
  restartPolicy: Field.textOr("Always"),
  terminationGracePeriodSeconds: Field.given.int64Or(30),
  activeDeadlineSeconds: Field.given.int64,
  dnsPolicy: Field.textOr("ClusterFirst"),
  nodeSelector: Field.map,
  serviceAccountName: Field.text,
  serviceAccount: Field.text,
  automountServiceAccountToken: Field.given.flag,
  nodeName: Field.text,
  hostNetwork: Field.flag,
  hostPID: Field.flag,
  hostIPC: Field.flag,
  shareProcessNamespace: Field.given.flag,
  securityContext: Field.part(PodSecurityContext),
  imagePullSecrets: Field.list(LocalObjectReference),
  hostname: Field.text,
  subdomain: Field.text,
  affinity: Field.part(Affinity),
  schedulerName: Field.textOr("default-scheduler"),
  tolerations: Field.list(Toleration),
  hostAliases: Field.list(HostAlias),
  priorityClassName: Field.text,
  priority: Field.given.int32,
  dnsConfig: Field.part(PodDNSConfig),
  readinessGates: Field.list(PodReadinessGate),
  runtimeClassName: Field.given.text,
  enableServiceLinks: Field.given.flag,
  preemptionPolicy: Field.given.text,
  overhead: Field.quantities,
  topologySpreadConstraints: Field.list(TopologySpreadConstraint),
  setHostnameAsFQDN: Field.given.flag,
  os: Field.part(PodOS),
  hostUsers: Field.given.flag,
  schedulingGates: Field.list(PodSchedulingGate),
  resourceClaims: Field.list(PodResourceClaim),
  resources: Field.part(ResourceRequirements),
  hostnameOverride: Field.given.text,
  schedulingGroup: Field.part(PodSchedulingGroup)
})
export interface PodSpec extends Schema.Schema.Type<typeof PodSpec> {}
