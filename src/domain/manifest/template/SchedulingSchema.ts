/**
 * Where a Pod may run, and when (core/v1 Affinity, Toleration, TopologySpreadConstraint, PodSchedulingGate).
 */
import * as Schema from "effect/Schema"
import { LabelSelector } from "../LabelSelectorSchema.ts"
import * as Field from "./Field.ts"

export const NodeSelectorRequirement = Schema.Struct({
  key: Field.given.text,
  operator: Field.given.text,
  values: Field.list(Schema.String)
})

export const NodeSelectorTerm = Schema.Struct({
  matchExpressions: Field.list(NodeSelectorRequirement),
  matchFields: Field.list(NodeSelectorRequirement)
})

export const NodeSelector = Schema.Struct({
  nodeSelectorTerms: Field.list(NodeSelectorTerm)
})

export const PreferredSchedulingTerm = Schema.Struct({
  weight: Field.given.int32,
  preference: Field.part(NodeSelectorTerm)
})

export const NodeAffinity = Schema.Struct({
  requiredDuringSchedulingIgnoredDuringExecution: Field.part(NodeSelector),
  preferredDuringSchedulingIgnoredDuringExecution: Field.list(PreferredSchedulingTerm)
})

export const PodAffinityTerm = Schema.Struct({
  labelSelector: Field.part(LabelSelector),
  namespaces: Field.list(Schema.String),
  topologyKey: Field.given.text,
  namespaceSelector: Field.part(LabelSelector),
  matchLabelKeys: Field.list(Schema.String),
  mismatchLabelKeys: Field.list(Schema.String)
})

export const WeightedPodAffinityTerm = Schema.Struct({
  weight: Field.given.int32,
  podAffinityTerm: Field.part(PodAffinityTerm)
})

/** What draws Pods together, and what keeps them apart. */
export const PodAffinity = Schema.Struct({
  requiredDuringSchedulingIgnoredDuringExecution: Field.list(PodAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: Field.list(WeightedPodAffinityTerm)
})

export const Affinity = Schema.Struct({
  nodeAffinity: Field.part(NodeAffinity),
  podAffinity: Field.part(PodAffinity),
  podAntiAffinity: Field.part(PodAffinity)
})

export const Toleration = Schema.Struct({
  key: Field.text,
  operator: Field.text,
  value: Field.text,
  effect: Field.text,
  tolerationSeconds: Field.given.int64
})

export const TopologySpreadConstraint = Schema.Struct({
  maxSkew: Field.given.int32,
  topologyKey: Field.given.text,
  whenUnsatisfiable: Field.given.text,
  labelSelector: Field.part(LabelSelector),
  minDomains: Field.given.int32,
  nodeAffinityPolicy: Field.given.text,
  nodeTaintsPolicy: Field.given.text,
  matchLabelKeys: Field.list(Schema.String)
})

export const PodSchedulingGate = Schema.Struct({
  name: Field.given.text
})

export const PodSchedulingGroup = Schema.Struct({
  podGroupName: Field.given.text
})
