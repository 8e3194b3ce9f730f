/**
 * What of a Job's spec or its metadata has changed, in words: scalars with both values, of the template the parts.
 */
import * as Equal from "effect/Equal"
import { same } from "../../domain/data/Sameness.ts"
import type { JobMetadata, JobSpec } from "../../domain/manifest/JobSchema.ts"
import type { Container } from "../../domain/manifest/PodTemplateSchema.ts"

const told = [
  "parallelism",
  "completions",
  "backoffLimit",
  "maxFailedIndexes",
  "activeDeadlineSeconds",
  "ttlSecondsAfterFinished",
  "suspend",
  "podReplacementPolicy"
] as const

type Members = Readonly<Record<string, unknown>>

/** The members that differ, in the order they are written in. */
const differing = (before: Members, after: Members): ReadonlyArray<string> =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])].filter(
    (key) => !Equal.equals(before[key], after[key])
  )

/** `resources of main`. */
const ofContainers = (
  before: ReadonlyArray<Container> = [],
  after: ReadonlyArray<Container> = []
): ReadonlyArray<string> =>
  after.flatMap((container) =>
    differing({ ...before.find(({ name }) => name === container.name) }, { ...container }).map(
      (key) => `${key} of ${container.name}`
    )
  )

/** The parts of the template that have changed (AJ-95). */
const ofTemplate = (before: JobSpec["template"], after: JobSpec["template"]): ReadonlyArray<string> => [
  ...differing({ ...before.metadata }, { ...after.metadata }),
  ...differing(
    { ...before.spec, initContainers: [], containers: [] },
    { ...after.spec, initContainers: [], containers: [] }
  ),
  ...ofContainers(before.spec.initContainers, after.spec.initContainers),
  ...ofContainers(before.spec.containers, after.spec.containers)
]

const template = (before: JobSpec, after: JobSpec): ReadonlyArray<string> => {
  if (Equal.equals(before.template, after.template)) return []
  const parts = ofTemplate(before.template, after.template)
  return [parts.length === 0 ? "template" : `template (${parts.join(", ")})`]
}

/** Whatever else may change has no value that fits a line. */
const others = (before: JobSpec, after: JobSpec): ReadonlyArray<string> =>
  differing({ ...before }, { ...after }).filter(
    (field) => field !== "template" && !told.some((name) => name === field)
  )

export const changes = (before: JobSpec, after: JobSpec): string => {
  const changed = [
    ...told
      .filter((field) => before[field] !== after[field])
      .map((field) => `${field} ${before[field] ?? "unset"} → ${after[field] ?? "unset"}`),
    ...others(before, after),
    ...template(before, after)
  ]
  return changed.length === 0 ? "Spec written, as it was" : `Spec changed: ${changed.join(", ")}`
}

type Changeable = Pick<JobMetadata, "labels" | "annotations" | "finalizers">

/** Keys and no values: those of annotations may be long. */
export const metadataChanges = (
  before: Changeable,
  { finalizers = before.finalizers ?? [], ...after }: Changeable
): string => {
  const changed = [
    ...differing(before.labels, after.labels).map((key) => `label ${key}`),
    ...differing(before.annotations, after.annotations).map((key) => `annotation ${key}`),
    ...(same(before.finalizers ?? [], finalizers)
      ? []
      : [`finalizers ${finalizers.length === 0 ? "taken off" : finalizers.join(" ")}`])
  ]
  return changed.length === 0 ? "Metadata written, as it was" : `Metadata changed: ${changed.join(", ")}`
}
