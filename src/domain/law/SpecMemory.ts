/**
 * What the laws ask of a Job's spec, always in one shape: specs have as many as there are fields to leave out, and what
 * is asked again and again is found sooner where each field has its place.
 */
import type { JobSpec } from "../manifest/JobSchema.ts"

type Asked =
  | "parallelism"
  | "completions"
  | "completionMode"
  | "suspend"
  | "backoffLimit"
  | "backoffLimitPerIndex"
  | "maxFailedIndexes"
  | "activeDeadlineSeconds"
  | "ttlSecondsAfterFinished"
  | "podReplacementPolicy"
  | "podFailurePolicy"
  | "successPolicy"
  | "managedBy"

export type SpecMemory = { readonly [Field in Asked]: JobSpec[Field] }

export const of = (spec: JobSpec): SpecMemory => ({
  parallelism: spec.parallelism,
  completions: spec.completions,
  completionMode: spec.completionMode,
  suspend: spec.suspend,
  backoffLimit: spec.backoffLimit,
  backoffLimitPerIndex: spec.backoffLimitPerIndex,
  maxFailedIndexes: spec.maxFailedIndexes,
  activeDeadlineSeconds: spec.activeDeadlineSeconds,
  ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished,
  podReplacementPolicy: spec.podReplacementPolicy,
  podFailurePolicy: spec.podFailurePolicy,
  successPolicy: spec.successPolicy,
  managedBy: spec.managedBy
})
