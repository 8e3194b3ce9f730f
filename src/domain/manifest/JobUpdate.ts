/**
 * Updates of a Job: a merge patch, then what may change and what may not (AJ-85 to AJ-92).
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import { same } from "../data/Sameness.ts"
import * as FieldError from "./FieldError.ts"
import * as InternalNames from "./InternalNames.ts"
import type { JobManifest } from "./JobManifest.ts"
import type { JobMetadata, JobSpec } from "./JobSchema.ts"
import * as Validation from "./Validation.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

/** A JSON merge patch: members replace, objects merge, `null` removes. */
export const merge = (target: unknown, patch: unknown): unknown => {
  if (!Predicate.isObject(patch)) return patch
  const base = Predicate.isObject(target) ? target : {}
  const members = Record.map(patch, (member, key) => (member === null ? null : merge(base[key], member)))
  const merged = { ...base, ...members }
  return Record.some(members, Predicate.isNull) ? Record.filter(merged, Predicate.isNotNull) : merged
}

const immutable = (path: string, badValue: FieldError.BadValue): FieldError.FieldError =>
  FieldError.invalid(path, badValue, "field is immutable")

/** AJ-90: only an Indexed Job is elastic, and only together with its parallelism. */
const completions = (before: JobSpec, after: JobSpec): Errors => {
  if (before.completions === after.completions) return []
  if (after.completionMode !== "Indexed") return [immutable("spec.completions", after.completions ?? null)]
  if (after.completions === undefined || after.completions === after.parallelism) return []
  return [
    FieldError.invalid(
      "spec.completions",
      after.completions,
      "can only be modified in tandem with spec.parallelism"
    )
  ]
}

type Fixed = "completionMode" | "podFailurePolicy" | "backoffLimitPerIndex" | "managedBy" | "successPolicy"

/** As the error prints it. */
const printed = (spec: JobSpec, field: Fixed): FieldError.BadValue => {
  const { podFailurePolicy, successPolicy } = spec
  if (field === "podFailurePolicy")
    return podFailurePolicy === undefined ? null : InternalNames.podFailurePolicy(podFailurePolicy)
  if (field === "successPolicy")
    return successPolicy === undefined ? null : InternalNames.successPolicy(successPolicy)
  return spec[field] ?? null
}

/** AJ-89. */
const fixed = (field: Fixed, before: JobSpec, after: JobSpec): Errors =>
  same(before[field], after[field]) ? [] : [immutable(`spec.${field}`, printed(after, field))]

/** AJ-91. Changing the template of a suspended Job (AJ-92 to AJ-95) is not decided yet, and is refused as well. */
const template = (before: JobSpec, after: JobSpec): Errors =>
  same(before.template, after.template) ? [] : [immutable("spec.template", after.template)]

/**
 * What an API server says to a changed spec. The checks of creation run twice, once for the object and once for the
 * update, so each of their errors is there twice (AJ-87).
 */
export const errors = (name: string, before: JobSpec, after: JobSpec): Errors => {
  const onCreation = Validation.spec(name, after)
  return [
    ...onCreation,
    ...onCreation,
    ...completions(before, after),
    ...template(before, after),
    ...fixed("completionMode", before, after),
    ...fixed("podFailurePolicy", before, after),
    ...fixed("backoffLimitPerIndex", before, after),
    ...fixed("managedBy", before, after),
    ...fixed("successPolicy", before, after)
  ]
}

/** A Job keeps its name and namespace (AJ-88); its labels and annotations cannot be changed yet. */
export const metadataErrors = (before: JobMetadata, after: JobManifest): Errors => {
  const { name, namespace, labels, annotations } = after.metadata ?? {}
  return [
    ...(name === before.name ? [] : [immutable("metadata.name", name ?? "")]),
    ...(namespace === before.namespace ? [] : [immutable("metadata.namespace", namespace ?? "")]),
    ...(same(labels, before.labels) && same(annotations, before.annotations)
      ? []
      : [FieldError.forbidden("metadata", "labels and annotations cannot be changed by this version yet")])
  ]
}
