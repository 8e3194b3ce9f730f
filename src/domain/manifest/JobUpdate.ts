/**
 * What an API server says to a changed Job: what may change and what may not (AJ-86 to AJ-96).
 */
import { same } from "../data/Sameness.ts"
import type * as FieldCheck from "./FieldCheck.ts"
import * as FieldError from "./FieldError.ts"
import * as Generation from "./Generation.ts"
import * as InternalNames from "./InternalNames.ts"
import type { JobSpec } from "./JobSchema.ts"
import * as MetadataUpdate from "./MetadataUpdate.ts"
import * as MetadataValidation from "./MetadataValidation.ts"
import type { TemplateMetadata } from "./template/TemplateMetadataSchema.ts"
import * as TemplateUpdate from "./TemplateUpdate.ts"
import * as Validation from "./Validation.ts"

type Errors = FieldCheck.Errors

/** A Job before or after the change, whole. */
export interface Version {
  readonly metadata: TemplateMetadata
  readonly spec: JobSpec
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

const fixed = [
  "completionMode",
  "podFailurePolicy",
  "backoffLimitPerIndex",
  "managedBy",
  "successPolicy"
] as const
type Fixed = (typeof fixed)[number] | "selector"

/** As the error prints it. */
const printed = (spec: JobSpec, field: Fixed): FieldError.BadValue => {
  const { podFailurePolicy, successPolicy } = spec
  if (field === "podFailurePolicy")
    return podFailurePolicy === undefined ? null : InternalNames.podFailurePolicy(podFailurePolicy)
  if (field === "successPolicy")
    return successPolicy === undefined ? null : InternalNames.successPolicy(successPolicy)
  return spec[field] ?? null
}

/** No list says as much as an empty one (AJ-86). */
const compared = (spec: JobSpec, field: Fixed): unknown => {
  if (field === "podFailurePolicy" && spec.podFailurePolicy !== undefined)
    return { rules: [], ...spec.podFailurePolicy }
  return field === "selector" && spec.selector !== undefined
    ? { matchLabels: {}, matchExpressions: [], ...spec.selector }
    : spec[field]
}

/** AJ-89. */
const unchanged = (field: Fixed, before: JobSpec, after: JobSpec): Errors =>
  same(compared(before, field), compared(after, field))
    ? []
    : [immutable(`spec.${field}`, printed(after, field))]

const ofSpec = (before: Version, after: Version): Errors => Validation.spec(after.spec, before.spec)

const ofMetadata = ({ metadata: before }: Version, { metadata: after }: Version): Errors =>
  before === after ? [] : MetadataUpdate.errors(before, after)

/** What is asked of the change alone; `faults` are those of the spec as it is to be. */
export const changes = (
  before: Version,
  after: Version,
  open: TemplateUpdate.Openness,
  faults: Errors = ofSpec(before, after)
): Errors => [
  ...ofMetadata(before, after),
  ...faults,
  ...completions(before.spec, after.spec),
  ...unchanged("selector", before.spec, after.spec),
  ...TemplateUpdate.errors(before.spec.template, after.spec.template, open),
  ...fixed.flatMap((field) => unchanged(field, before.spec, after.spec))
]

/** Templates from before there were prefixed labels do without them. */
const hasPrefixedLabels = ({ spec: { template } }: Version): boolean =>
  Generation.prefixedKeys.every((key) => Object.hasOwn(template.metadata?.labels ?? {}, key))

/** Nothing but labels, annotations and finalizers is other than it was. */
const isOfMetadata = (before: Version, after: Version): boolean =>
  before.spec === after.spec &&
  before.metadata.name === after.metadata.name &&
  before.metadata.uid === after.metadata.uid

/**
 * The checks of creation are made for the object, and those of the spec once more for its change (AJ-87). What is the
 * very same was judged before.
 */
export const errors = (before: Version, after: Version, open: TemplateUpdate.Openness): Errors => {
  const ofObject = before.metadata === after.metadata ? [] : MetadataValidation.errors(after.metadata)
  if (isOfMetadata(before, after)) return [...ofObject, ...ofMetadata(before, after)]
  const { name = "", uid = "" } = after.metadata
  const faults = ofSpec(before, after)
  return [
    ...ofObject,
    ...Validation.job({ name, uid }, after.spec, {
      requiresPrefixedLabels: hasPrefixedLabels(before),
      ofSpec: faults
    }),
    ...changes(before, after, open, faults)
  ]
}

/** Whether the API takes two specs for the same (AJ-86). */
export const isSameSpec = (before: JobSpec, after: JobSpec): boolean => {
  const { template, podFailurePolicy: _, selector: _1, ...numbers } = before
  const { template: wanted, podFailurePolicy: _2, selector: _3, ...others } = after
  return (
    same(numbers, others) &&
    same(compared(before, "podFailurePolicy"), compared(after, "podFailurePolicy")) &&
    same(compared(before, "selector"), compared(after, "selector")) &&
    TemplateUpdate.isSame(template, wanted)
  )
}
